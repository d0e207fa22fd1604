"""Gives cases of an earlier version the rows of their messages and their clocks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from moderation.policy.decisions import DECISIONS

SLICE = 2_000
# What a case was closed as, as its messages say it.
SETTLED = {"replied": "replied", "answered": "answered", "gone": "gone", "closed": "closed"}
CLOCKS = (("action", "first_action"), ("reply", "first_reply"))


def fill_cases(models: Any, using: str) -> int:
    """Fill all cases that have no rows yet, slice by slice, and return how many they were.

    It may be ended and begun again at any moment.
    """
    filled = last = 0
    while keys := next_keys(models, using, last):
        with transaction.atomic(using=using):
            fill_some(models, using, keys)
        filled, last = filled + len(keys), keys[-1]
    return filled


def next_keys(models: Any, using: str, last: int) -> list[int]:
    rows = models("CaseMessage").objects.using(using).filter(case=OuterRef("pk"))
    bare = models("Case").objects.using(using).filter(~Exists(rows), pk__gt=last)
    return list(bare.order_by("pk").values_list("pk", flat=True)[:SLICE])


def fill_some(models: Any, using: str, keys: Sequence[int]) -> None:
    kinds = {name: models(name).objects.using(using) for name in ("Case", "CaseCopy", "CaseMessage", "Clock")}
    cases = list(kinds["Case"].filter(pk__in=keys).annotate(thread=F("message__conversation")).order_by("pk"))
    name_conversations(kinds["Case"], cases)
    kinds["CaseMessage"].bulk_create([own_row(models, case) for case in cases])
    # One that has a case of its own too has its place there.
    own = kinds["Case"].filter(message=OuterRef("message"), revision=OuterRef("revision"))
    copies = kinds["CaseCopy"].filter(~Exists(own), case__in=keys).select_related("case").order_by("pk")
    kinds["CaseMessage"].bulk_create(copy_row(models, copy) for copy in copies.iterator())
    kinds["Clock"].bulk_create([clock for case in cases for clock in clocks_made(models, case)])


def name_conversations(all_cases: Any, cases: Sequence[Any]) -> None:
    """Give cases their conversations. Of several open ones of a person there, each stands as a part of its own."""
    parts = Counter[tuple[int, int]]()
    threads = {case.thread for case in cases}
    filled = all_cases.filter(conversation__in=threads, closed_at=None).exclude(author=None)
    parts.update(filled.values_list("conversation", "author"))
    for case in cases:
        case.conversation_id = case.thread
        if case.closed_at is None and case.author_id:
            case.split_no = parts[case.thread, case.author_id]
            parts[case.thread, case.author_id] += 1
    all_cases.bulk_update(cases, ["conversation", "split_no"])


def own_row(models: Any, case: Any) -> Any:
    named = ("message_id", "revision", "assessment_id", "opened_for", "severity", "priority", "is_unchecked")
    said = {name: getattr(case, name) for name in (*named, "is_unscored")}
    if waits := "answer" in case.opened_for:
        said["answered_at"] = case.first_reply_at
    return models("CaseMessage")(case_id=case.pk, joined_at=case.opened_at, waits=waits, **said, **settling(case))


def copy_row(models: Any, copy: Any) -> Any:
    case = copy.case
    place = {"case_id": case.pk, "message_id": copy.message_id, "revision": copy.revision, "role": "copy"}
    said = {"opened_for": case.opened_for, "severity": case.severity, "priority": case.priority}
    return models("CaseMessage")(joined_at=case.opened_at, **place, **said, **settling(case))


def settling(case: Any) -> dict[str, Any]:
    if case.closed_at is None:
        return {}
    return {"settled_at": case.closed_at, "settled_as": SETTLED.get(case.outcome) or as_decided(case)}


def as_decided(case: Any) -> str:
    decision = DECISIONS.get(case.decision)
    found = {"finding", "reports"}.intersection(case.opened_for)
    return "acted" if decision and decision.against_author and found else "decided"


def clocks_made(models: Any, case: Any) -> Iterator[Any]:
    """Yield the promises that were made for a case. One of a reply was made to whoever waits for an answer."""
    for kind, name in CLOCKS:
        due_by, risk_at = getattr(case, f"{name}_by"), getattr(case, f"{name}_risk_at")
        if not (case.clock_started_at and due_by and risk_at) or (kind == "reply" and "answer" not in case.opened_for):
            continue
        times = {"started_at": case.clock_started_at, "due_by": due_by, "risk_at": risk_at}
        within = int((due_by - case.clock_started_at).total_seconds()) // 60
        about = {"case_id": case.pk, "channel_id": case.channel_id, "message_id": case.message_id}
        ending = how_it_went(case, kind, due_by, getattr(case, f"{name}_at"))
        yield models("Clock")(kind=kind, severity=case.severity, within=within, **about, **times, **ending)


def how_it_went(case: Any, kind: str, due_by: Any, kept_at: Any) -> dict[str, Any]:
    if kept_at:
        return {"kept_at": kept_at, "kept_as": "platform" if case.outcome == "answered" else "done"}
    if case.closed_at is None:
        return {}
    if case.outcome == "gone":
        return {"ended_at": case.closed_at, "ended_as": "withdrawn" if case.closed_at <= due_by else "not_ours"}
    acted = kind == "reply" and case.outcome == "decided" and as_decided(case) == "acted"
    return {"ended_at": case.closed_at, "ended_as": "acted" if acted else "closed"}
