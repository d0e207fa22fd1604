"""Take back what an import's changes did to cases of messages that were there before."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Max, Min

from community.models import ImportRun, Message, MessageText
from moderation.assessments import intake
from moderation.cases.loading import held_cases
from moderation.models import Assessment, CaseEvent, CaseMessage, Clock
from moderation.policy.values import Severity
from moderation.rollups.stale import Moment
from moderation.uploads.acted_on import acted_on
from moderation.uploads.leaving import clock_moments, go_on_without, take_from_cases


def take_cases_back(run: ImportRun, messages: Collection[int], now: datetime) -> list[Moment]:
    """Take messages out of the cases that their changes put them in, and what they added from those that stood.

    Where somebody acted on a case, all of it stays. The caller has the messages judged again. Returns the moments that
    count otherwise now.
    """
    acted = acted_on(now, pk__among=list(messages))
    there = CaseMessage.objects.filter(case__closed_at=None, role=CaseMessage.Role.OWN, left_at=None)
    rows = list(there.filter(message__among=[pk for pk in messages if pk not in acted]))
    replaced = {row.message_id: run.started_at for row in rows} | _first_replaced(run, messages)
    made = [row for row in rows if row.joined_at >= replaced[row.message_id]]
    stood = [row for row in rows if row not in made]
    changed = clock_moments({row.case_id for row in stood})
    for row in stood:
        Clock.objects.filter(
            case=row.case_id, message=row.message_id, started_at__gte=replaced[row.message_id]
        ).delete()
    _take_reasons_back(stood, replaced)
    for case in held_cases({row.case_id for row in stood}):
        go_on_without(case, (), now)
    left_alone, moments = take_from_cases([row.message_id for row in made], now)
    # Nobody has decided about the others that say the same.
    intake.ask(Message.objects.filter(pk__in=left_alone, removed_at=None), intake.ASKED_AGAIN)
    return [*changed, *moments]


def _first_replaced(run: ImportRun, messages: Collection[int]) -> dict[int, datetime]:
    """Return when the import replaced the text of each of these messages, where it did."""
    texts = MessageText.objects.filter(message__among=list(messages), replaced_at__gte=run.started_at)
    return dict(texts.order_by().values_list("message").annotate(Min("replaced_at")))


def _take_reasons_back(rows: Collection[CaseMessage], replaced: Mapping[int, datetime]) -> None:
    """Leave messages the reasons and the severity of before, to which judging adds what holds now."""
    kinds = (CaseEvent.Kind.OPENED, CaseEvent.Kind.ADDED)
    log = CaseEvent.objects.filter(case__among=[row.case_id for row in rows], kind__in=kinds).order_by("at", "pk")
    reasons: dict[tuple[int, int | None], list[str]] = {}
    for case, facts in log.values_list("case", "facts"):
        if facts.get("for"):
            reasons.setdefault((case, facts.get("message")), facts["for"])
    for row in rows:
        came_for = reasons.get((row.case_id, row.message_id)) or reasons.get((row.case_id, None))
        row.opened_for = came_for or row.opened_for
        row.severity = _severity_before(row, replaced[row.message_id])
    CaseMessage.objects.bulk_update(rows, ["opened_for", "severity"])


def _severity_before(row: CaseMessage, moment: datetime) -> int:
    judged = Assessment.objects.filter(message=row.message_id, assessed_at__lt=moment).order_by("-revision")[:1]
    worst = judged.annotate(worst=Max("findings__severity")).values_list("worst", flat=True).first()
    return worst or Severity.NONE
