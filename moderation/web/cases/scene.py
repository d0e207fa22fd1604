"""All that the panes of one case share, each part read once and when it is first needed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.forms import Form

from community.models import Message
from moderation.access import Right, rights_of
from moderation.cases.conversations import leading_messages
from moderation.models import Case, Guideline, Membership, User
from moderation.policy.hours import Week
from moderation.targets import week_of
from moderation.web.cases import judging, outside
from moderation.web.cases.author import recent_messages
from moderation.web.cases.escalated import Escalated, escalations_of_case
from moderation.web.cases.history import Happened, case_history
from moderation.web.cases.history_seen import told_of
from moderation.web.cases.parts import Parts, case_parts, cases_by_message
from moderation.web.cases.seen import Sight, sight_of
from moderation.web.cases.thread import Conversation, conversation_around
from moderation.web.queue.filters import Filters
from moderation.web.shared.reach import membership_of

Outside = Mapping[int, list[outside.Line]]


@dataclass(frozen=True)
class Look:
    """How a case is looked at.

    `filters` say where one came from, `typed` are forms to show as they were sent, and `answer` is the number of an
    escalation whose answer is to be the reply.
    """

    filters: Filters
    whole: bool = False
    typed: Mapping[str, Form] = field(default_factory=dict)
    refusal: str = ""
    answer: str = ""


class Scene:
    """A case as one person sees it now."""

    def __init__(self, case: Case, user: User, now: datetime, look: Look) -> None:
        self.user, self.now, self.look = user, now, look
        self.held: Membership | None = membership_of(user, case.community)
        self.sight: Sight = sight_of(case, self.held)
        self.case = with_what_is_read(self.sight.case)

    @cached_property
    def rights(self) -> Collection[Right]:
        return rights_of(self.held.role) if self.held else frozenset()

    @cached_property
    def readings(self) -> list[judging.Reading]:
        return judging.text_readings(self.case.message)

    @cached_property
    def week(self) -> Week:
        return week_of(self.case.community)

    @cached_property
    def guidelines(self) -> dict[int, Guideline]:
        return Guideline.objects.filter(community=self.case.community).in_bulk()

    @cached_property
    def parts(self) -> Parts:
        return case_parts(self.case, self.sight.messages, self.chosen_before, self.sight.conversations)

    @property
    def chosen_before(self) -> list[str] | None:
        """What was chosen in a form that is shown again as it was sent."""
        sent: Any = self.look.typed.get("decide")
        return list(sent["chosen"].value() or ()) if sent else None

    @cached_property
    def leading(self) -> list[Message]:
        """The first message of each conversation."""
        return leading_messages(self.case) if self.parts.conversations > 1 else [self.case.message]

    @cached_property
    def escalated(self) -> Escalated:
        about = self.sight.conversations
        return escalations_of_case(self.case, self.held, self.now, self.look.filters, leading=self.leading, about=about)

    @cached_property
    def outbox(self) -> Outside:
        return outside.outbox_lines(self.case, self.now)

    @property
    def happened(self) -> list[Happened]:
        return self._told[0]

    @property
    def withheld(self) -> int:
        """How many notes and reasons are not shown, as they are about other conversations."""
        return self._told[1]

    @cached_property
    def _told(self) -> tuple[list[Happened], int]:
        happened = case_history(self.case, self.guidelines, self.escalated.team_names, self.outbox)
        return (happened, 0) if self.sight.asked is None else told_of(happened, self.case, self.sight.asked)

    @cached_property
    def caused(self) -> Outside:
        """What events did outside, as far as whoever looks may see them."""
        if self.sight.asked is None:
            return self.outbox
        return {one.event.pk: one.lines for one in self.happened}

    @cached_property
    def conversation(self) -> Conversation:
        return conversation_around(self.case.message, whole=self.look.whole, seen=self.sight.messages)

    @cached_property
    def recent(self) -> list[Message]:
        return recent_messages(self.case, self.sight.messages)

    @cached_property
    def placed(self) -> dict[int, int]:
        """The cases that the messages on the page are in, each by the message."""
        return cases_by_message(self.case, [*(said.message for said in self.conversation.said), *self.recent])


def with_what_is_read(case: Case) -> Case:
    """Let the case's message have what was read with the case, which need not be asked for again."""
    case.message.channel = case.channel
    # The author may have become known since the case was opened.
    if case.message.author_id == case.author_id:
        case.message.author = case.author
    return case
