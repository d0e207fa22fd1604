"""Which messages of an import somebody has acted on, and in what way."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from community.models import ImportRun, Message, RunChange
from community.models.messages import EMPTIED
from moderation.models import Case, CaseEvent, CaseMessage, Clock, Escalation, Outbox


class Stays(StrEnum):
    """Why a message stays when its import is taken back, in the words of the page."""

    WORKED = "somebody worked on its case"
    ESCALATED = "its case was escalated to a team"
    SENT = "a mail or an action left Parley because of its case"
    DUE = "a promise of its case fell due"
    ERASED = "its author was erased"
    CHANGED = "something else changed it since"


def of_case(model: type[CaseEvent] | type[Escalation] | type[Outbox] | type[Clock], **said: object) -> Exists:
    return Exists(model._default_manager.filter(case=OuterRef("pk"), **said))


def conditions(now: datetime) -> Mapping[Stays, Exists]:
    """Return what each reason asks of a case. The first one that holds is told."""
    return {
        Stays.WORKED: of_case(CaseEvent, actor__isnull=False),
        Stays.ESCALATED: of_case(Escalation),
        Stays.SENT: of_case(Outbox),
        Stays.DUE: of_case(Clock, due_by__lte=now),
    }


def acted_on(now: datetime, **which: object) -> dict[int, Stays]:
    """Return why messages stay, by key, for those of an acted case.

    `which` narrows the messages, such as `run` or `pk__among`.
    """
    of_message = {f"message__{name}": value for name, value in which.items()}
    found: dict[int, Stays] = {}
    for reason, condition in conditions(now).items():
        cases = Case.objects.filter(condition)
        rows = CaseMessage.objects.filter(case__in=cases, **of_message)
        found |= {pk: reason for pk in rows.values_list("message", flat=True) if pk not in found}
    erased = Message.objects.filter(of_erased(), **which).exclude(pk__among=list(found))
    return found | dict.fromkeys(erased.values_list("pk", flat=True), Stays.ERASED)


def of_erased() -> Q:
    """Return the condition of messages that were emptied with a person.

    Their places keep the texts from coming in again without an author.
    """
    theirs = Message.objects.filter(conversation=OuterRef("conversation"), author__erasure__isnull=False)
    return Q(digest=EMPTIED) & (Q(author__erasure__isnull=False) | Q(Exists(theirs), kind=Message.Kind.DIRECT))


def stays_of(run: ImportRun, now: datetime) -> dict[int, Stays]:
    """Return why messages that an import made stay, by key."""
    changed = set(RunChange.objects.filter(run=run).values_list("message", flat=True))
    stays = {pk: why for pk, why in acted_on(now, run=run).items() if pk not in changed}
    return stays | dict.fromkeys(changed_since(run), Stays.CHANGED)


def changed_since(run: ImportRun) -> Iterator[int]:
    """Yield what the import made or changed, and another has changed since."""
    yield from RunChange.objects.filter(run=run).exclude(message__run=run).values_list("message", flat=True)
    own = RunChange.objects.filter(run=run, message=OuterRef("message"))
    others = RunChange.objects.filter(~Exists(own), before=run).exclude(message__run=run)
    yield from others.values_list("message", flat=True)


def made_by(run: ImportRun) -> int:
    """Return how many messages are still as the import made them."""
    theirs = Message.objects.filter(run=run).count()
    return theirs - changed_by(run)


def changed_by(run: ImportRun) -> int:
    """Return how many messages are still as the import changed them."""
    return RunChange.objects.filter(run=run, message__run=run).count()
