"""Opens a case for a message because a person says so."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection, transaction

from community.models import Message
from moderation.cases.actions import follow_up, log_event, reopen
from moderation.cases.holding import lock_case
from moderation.cases.parts import lead_again
from moderation.cases.placing import new_case, place_message, promise_from
from moderation.models import Assessment, Case, CaseEvent, CaseGuideline, CaseMessage, GuidelineVersion, User
from moderation.models.cases import RANK
from moderation.policy.values import Opening
from moderation.refusal import Refused

REMOVED = "This message was removed at the source, so no case is opened for it."
EMPTIED = "The text of this message was erased, so no case is opened for it."


class Way(StrEnum):
    """What opening by hand came to."""

    OPENED = "opened"
    JOINED = "joined"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Opened:
    case: Case
    way: Way


@transaction.atomic
def open_by_hand(message: Message, by: User, now: datetime, *, why: str) -> Opened:
    """Open a case for a message, or have the message join the open one of its person and conversation."""
    _hold_conversation(message)
    message.refresh_from_db()
    refuse_gone(message)
    if standing := open_case_about(message):
        raise Refused(f"Case {standing.pk} is open for this message already.")
    place = CaseMessage.objects.filter(message=message, revision=message.revision, left_at=None).first()
    theirs = open_case_of_person(message)
    if place and place.role == CaseMessage.Role.OWN and not theirs:
        return Opened(_reopen(place, by, now, why), Way.REOPENED)
    if place:
        # A message has one place, and its earlier one is closed.
        CaseMessage.objects.filter(pk=place.pk).update(left_at=now)
    if theirs:
        return Opened(_join(theirs, message, by, now, why), Way.JOINED)
    return Opened(_open(message, by, now, why), Way.OPENED)


def refuse_gone(message: Message) -> None:
    if message.is_emptied:
        raise Refused(EMPTIED)
    if message.removed_at:
        raise Refused(REMOVED)


def open_case_about(message: Message) -> Case | None:
    """Return the open case in which this message is handled, its own or that of the same text."""
    handled = Case.objects.open().filter(rows__message=message, rows__left_at=None)
    return handled.order_by("pk").first()


def open_case_of_person(message: Message) -> Case | None:
    """Return the newest open case of this message's author in its conversation."""
    # Nobody knows whether two unknown authors are one.
    if message.author_id is None:
        return None
    theirs = Case.objects.open().filter(author=message.author_id, conversation=message.conversation_id)
    return theirs.order_by("-split_no", "-pk").first()


def _hold_conversation(message: Message) -> None:
    """Wait for whoever opens a case in this conversation, as the pipeline does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [message.conversation_id])


def _open(message: Message, by: User, now: datetime, why: str) -> Case:
    case = new_case(message, now, assignee=by, claimed_at=now)
    row = _place(case, message, now)
    log_event(case, CaseEvent.Kind.OPENED, by, now, why=why, **{"for": row.opened_for, "priority": row.priority})
    follow_up([case], now)
    return case


def _join(case: Case, message: Message, by: User, now: datetime, why: str) -> Case:
    if lock_case(case).closed_at:
        raise Refused(f"Case {case.pk} was closed at this moment. Try again.")
    row = _place(case, message, now)
    log_event(case, CaseEvent.Kind.ADDED, by, now, why=why, message=message.pk, **{"for": row.opened_for})
    follow_up([case], now)
    return case


def _reopen(place: CaseMessage, by: User, now: datetime, why: str) -> Case:
    """Open the case again in which this very text was handled."""
    reasons = list(dict.fromkeys([*place.opened_for, Opening.BY_HAND]))
    stands = {"settled_at": None, "settled_as": "", "opened_for": reasons}
    reopen(place.case, by, now, why=why)
    CaseMessage.objects.filter(pk=place.pk).update(**stands)
    lead_again(place.case)
    follow_up([place.case], now)
    return place.case


def _place(case: Case, message: Message, now: datetime) -> CaseMessage:
    """Give a message its place in a case, with what is promised for it."""
    is_aside = message.from_staff or message.automated or message.internal
    # Staff and machines wait for no reply.
    reasons = [Opening.BY_HAND] if is_aside else [Opening.BY_HAND, Opening.ANSWER]
    row = place_message(case, message, now, reasons, waits=not is_aside)
    if row.severity:
        # What was found in it was not known of the case before.
        Case.objects.filter(pk=case.pk).update(found_at=now)
    promise_from(case, row, now)
    _link_guidelines(case, row.assessment)
    return row


def _link_guidelines(case: Case, made: Assessment | None) -> None:
    """List a case under the guidelines that were found in a text."""
    versions = GuidelineVersion.objects.filter(findings__assessment=made) if made else GuidelineVersion.objects.none()
    listed = set(case.links.values_list("guideline", flat=True))
    new = sorted(set(versions.values_list("guideline", flat=True)) - listed)
    place = {name: getattr(case, name) for name in RANK}
    CaseGuideline.objects.bulk_create(CaseGuideline(case=case, guideline_id=each, **place) for each in new)
