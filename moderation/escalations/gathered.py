"""The case of the message under which many people gather, and the cases that are linked with it."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from community.models import Conversation, Message
from moderation.cases.actions import log_event
from moderation.cases.clocks import settle_clocks
from moderation.cases.parts import lead_again, stand_again
from moderation.cases.placing import new_case, place_message, promise_from
from moderation.models import Case, CaseEvent, CaseLink, CaseMessage, Clock
from moderation.models.cases import CaseQuerySet
from moderation.policy.clocks import Kind as ClockKind
from moderation.policy.gatherings import PRIORITY, SEVERITY, Crowd
from moderation.policy.values import Opening

Kind = CaseEvent.Kind
LINKS = 1_000


def case_of_gathering(conversation: Conversation, crowd: Crowd, now: datetime) -> Case:
    """Return the open case of the first message, which is opened, or opened again, where there is none."""
    message = first_message(conversation, crowd)
    case = standing_case(message) or reopened_case(message, now) or opened_case(message, now)
    if say_gathering(case, message, now):
        log_event(case, Kind.GATHERED, None, now, people=crowd.people, messages=crowd.messages)
    lead_again(case)
    row = case.rows.get(message=message, revision=message.revision, left_at=None)
    # A first action, where none is promised that runs.
    promise_from(case, row, now, ClockKind.ACTION)
    settle_clocks([case.pk], now)
    case.refresh_from_db()
    return case


def first_message(conversation: Conversation, crowd: Crowd) -> Message:
    """Return what the conversation begins with, or in a chat without a beginning what the crowd began with."""
    if conversation.root and not conversation.root.internal:
        return conversation.root
    said = Message.objects.people().filter(conversation=conversation, posted_at__gte=crowd.began_at)
    return said.order_by("posted_at", "pk")[0]


def standing_case(message: Message) -> Case | None:
    """Return the open case that the message is in, or the newest that its author has here."""
    own = Case.objects.open().filter(rows__message=message, rows__left_at=None, rows__role=CaseMessage.Role.OWN)
    here = Case.objects.open().filter(conversation=message.conversation_id, author=message.author_id)
    return held_first(own) or (held_first(here.order_by("-split_no")) if message.author_id else None)


def reopened_case(message: Message, now: datetime) -> Case | None:
    """Open the case again in which this very text was settled."""
    settled = Case.objects.closed().filter(rows__message=message, rows__revision=message.revision, rows__left_at=None)
    case = held_first(settled.filter(rows__role=CaseMessage.Role.OWN))
    if case is None:
        return None
    if case.closed_at:
        stand_again(case, case.closed_at)
    case.closed_at, case.outcome, case.rules_due_at = None, "", now
    if case.assignee_id is None:
        case.unclaimed_at = now
    case.save(update_fields=["closed_at", "outcome", "rules_due_at", "unclaimed_at"])
    log_event(case, Kind.REOPENED, None, now)
    return case


def held_first(cases: CaseQuerySet) -> Case | None:
    """Return the first of these cases, held until the transaction ends."""
    found = cases.values_list("pk", flat=True).first()
    return Case.objects.select_for_update(of=("self",), no_key=True).get(pk=found) if found else None


def opened_case(message: Message, now: datetime) -> Case:
    case = new_case(message, now, opened_for=[Opening.GATHERING], priority=PRIORITY, rules_due_at=now)
    facts = {"for": [Opening.GATHERING], "priority": PRIORITY}
    CaseEvent.objects.create(case=case, kind=Kind.OPENED, at=now, facts=facts)
    return case


def say_gathering(case: Case, message: Message, now: datetime) -> bool:
    """Have the message stand in the case for those who gather. Returns whether it did not before."""
    places = CaseMessage.objects.filter(message=message, revision=message.revision, left_at=None)
    # What goes with others of the same text, or was settled in a closed case, needs a look of its own now.
    elsewhere = places.exclude(case=case).filter(settled_at=None, role=CaseMessage.Role.COPY).first()
    places.exclude(case=case).update(left_at=now)
    row = places.filter(case=case).first() or place_message(case, message, now, [])
    if elsewhere:
        take_along(elsewhere, row, now)
    before = Opening.GATHERING in row.opened_for and row.settled_at is None
    row.opened_for = list(dict.fromkeys([*row.opened_for, Opening.GATHERING]))
    row.priority, row.severity = max(row.priority, PRIORITY), max(row.severity, SEVERITY)
    row.settled_at, row.settled_as = None, ""
    row.save()
    return not before


def take_along(copy: CaseMessage, row: CaseMessage, now: datetime) -> None:
    """Let the wait of a copy, and what was promised for it, go on where its message is now."""
    row.opened_for, row.waits = list(dict.fromkeys([*row.opened_for, *copy.opened_for])), copy.waits
    row.answered_at, row.joined_at = copy.answered_at, copy.joined_at
    own = Clock.objects.running().filter(case=copy.case_id, message=copy.message_id, escalation=None)
    own.update(case=row.case_id)
    # What the others are due next may be later now.
    settle_clocks([copy.case_id], now)


def link_gathered(case: Case, conversation: Conversation, now: datetime) -> None:
    """Link the other open cases of the conversation with the one of its first message."""
    others = Case.objects.open().filter(conversation=conversation).exclude(pk=case.pk)
    linked = CaseLink.objects.filter(case=case, other=OuterRef("pk"), kind=CaseLink.Kind.GATHERED)
    new = others.exclude(Exists(linked)).order_by("pk")
    CaseLink.objects.bulk_create(
        (
            CaseLink(case=case, other_id=other, kind=CaseLink.Kind.GATHERED, at=now)
            for other in new.values_list("pk", flat=True)[:LINKS]
        ),
        ignore_conflicts=True,
    )
