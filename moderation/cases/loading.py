"""Locks cases and reads them with their messages and clocks as plain values, and writes what changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from django.db.models import Model, Q, QuerySet

from community.db.bulk import update_rows
from community.db.plain import read_rows
from moderation.cases.case_row import CaseRow
from moderation.cases.clock_row import ClockRow
from moderation.cases.message_row import MessageRow, Role
from moderation.models import Case, CaseMessage, Clock
from moderation.policy.clocks import REPLIES

CASE_COLUMNS = tuple(each.name for each in fields(CaseRow))
# What a row's clocks go by, which are columns of its message and come last.
OF_MESSAGE = (
    *("message__author_id", "message__posted_at", "message__conversation_id"),
    *("message__removed_at", "message__removed_by_others"),
)
ROW_COLUMNS = tuple(each.name for each in fields(MessageRow))[: -len(OF_MESSAGE)]
CLOCK_COLUMNS = tuple(each.name for each in fields(ClockRow))
WAITING = Q(waits=True, answered_at=None, settled_at=None)
OWN = Q(role=Role.OWN, settled_at=None)
Changed = CaseRow | MessageRow | ClockRow


def held_cases(keys: Iterable[int]) -> list[CaseRow]:
    """Lock cases in the order of their keys."""
    # Nobody decides in them meanwhile, and one order keeps two batches from deadlock.
    held = Case.objects.filter(pk__among=list(keys)).order_by("pk").select_for_update(of=("self",), no_key=True)
    return [CaseRow(*row) for row in read_rows(held, CASE_COLUMNS)]


def clocks_of(cases: Collection[int]) -> list[ClockRow]:
    """Read the clocks of these cases, without those of teams."""
    clocks = Clock.objects.filter(case__among=cases, escalation=None).order_by("pk")
    return [ClockRow(*row) for row in read_rows(clocks, CLOCK_COLUMNS)]


def rows_of(cases: Collection[int], clocks: Collection[ClockRow]) -> list[MessageRow]:
    """Read what stands in these cases, and what their clocks began with."""
    there = CaseMessage.objects.filter(case__among=cases, left_at=None)
    # In two steps down an index, as a case may have thousands of settled ones.
    began = {clock.message_id for clock in clocks}
    rows = read_messages(there.filter(settled_at=None))
    rows += read_messages(there.filter(message__among=began).exclude(settled_at=None))
    # How a promise to reply ends depends on whoever else waited under it.
    standing = {row.message_id for row in rows if row.stands}
    open_ones = (clock for clock in clocks if clock.runs and clock.kind in REPLIES)
    ending = {clock.case_id for clock in open_ones if clock.message_id not in standing}
    if ending:
        waited = there.filter(case__among=ending, role=Role.OWN, waits=True, answered_at=None)
        rows += read_messages(waited.exclude(settled_at=None).exclude(message__among=began))
    return rows


def waiting_rows(cases: Collection[int], clocks: Iterable[ClockRow]) -> list[MessageRow]:
    """Read the messages of these cases without the copies that do not wait, and what their clocks began with."""
    there = CaseMessage.objects.filter(case__among=cases, left_at=None)
    return read_messages(there.filter(WAITING | OWN | Q(message__among={clock.message_id for clock in clocks})))


def read_messages(rows: QuerySet[CaseMessage]) -> list[MessageRow]:
    return [MessageRow(*columns) for columns in read_rows(rows.order_by("pk"), (*ROW_COLUMNS, *OF_MESSAGE))]


def write_changed(model: type[Model], changed: Sequence[Changed], before: Sequence[Changed]) -> None:
    """Write the columns in which any of these values differs from what it was."""
    columns = {Case: CASE_COLUMNS, CaseMessage: ROW_COLUMNS, Clock: CLOCK_COLUMNS}[model]
    named = attrgetter(*columns)
    old, new = zip(*map(named, before), strict=True), zip(*map(named, changed), strict=True)
    names = [name for name, was, is_now in zip(columns, old, new, strict=False) if was != is_now]
    if not names:
        return
    rows: Iterable[Any] = map(attrgetter("id", *names), changed)
    if model is Case:
        Case.objects.update_rows(names, rows)
    else:
        update_rows(model, ("id", *names), rows)
