"""Say which messages of a case, and which other ones, whoever looks at it may see."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404

from community.models import Message
from moderation.access import Right, rights_of
from moderation.cases.conversations import case_in, conversations_of
from moderation.models import Case, Escalation, Membership


@dataclass(frozen=True)
class Sight:
    """What somebody sees of a case. `case` is not to be saved where it is only a part of the whole.

    `conversations` are those of a case of several that their team was asked about, or None where nothing is left out.
    `asked` are all that their team was asked about, or None for whoever sees cases.
    """

    case: Case
    messages: QuerySet[Message]
    conversations: frozenset[int] | None = None
    asked: frozenset[int] | None = None

    @cached_property
    def own(self) -> QuerySet[Message]:
        """The messages that may be shown as those of the case."""
        if self.conversations is None:
            return self.messages
        return self.messages.filter(conversation__in=self.conversations)


def sight_of(case: Case, held: Membership | None) -> Sight:
    """Return what this membership lets one see of a case.

    For leads these are the conversations that their team was asked about, and what is public elsewhere.
    """
    if held and Right.SEE_CASES in rights_of(held.role):
        return Sight(case, Message.objects.all())
    asked = Escalation.objects.filter(case=case, team=held.team_id if held else None, withdrawn_at=None)
    threads, there = set(asked.values_list("message__conversation", flat=True)), conversations_of(case)
    if there <= threads:
        whole = frozenset({case.message.conversation_id, *threads})
        return Sight(case, messages_of_leads(case, [case.message.conversation_id, *there]), asked=whole)
    # Where nobody asked this team about anything here, there is nothing to see.
    if not threads:
        raise Http404
    told = case_in(case, threads)
    asked_about = frozenset(threads)
    return Sight(told, messages_of_leads(told, threads, hidden=there - threads), asked_about, asked_about)


def messages_of_leads(case: Case, threads: Collection[int], hidden: Collection[int] = ()) -> QuerySet[Message]:
    own = Message.objects.filter(conversation__in=threads, channel=case.message.channel_id)
    return own | Message.objects.public().exclude(conversation__in=hidden)
