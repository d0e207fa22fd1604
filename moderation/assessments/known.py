"""Lock and read the rows that a plan needs.

The number of queries does not depend on the batch's size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from community.db.plain import read_rows
from moderation import targets
from moderation.answers.reading import answers_in
from moderation.assessments.plan import may_join
from moderation.assessments.values import Known, Left, Subject, Verdict
from moderation.cases.case_row import CaseRow
from moderation.cases.clock_row import ClockRow
from moderation.cases.clocks import deeds_of
from moderation.cases.loading import CLOCK_COLUMNS, clocks_of, held_cases, read_messages, rows_of, waiting_rows
from moderation.cases.message_row import MessageRow, Role
from moderation.models import Case, CaseGuideline, CaseMessage, Clock, Escalation, Finding, GuidelineVersion
from moderation.models.guidelines import LONGEST_REOPENING
from moderation.policy.clocks import End


def hold_marks(verdicts: Iterable[Verdict]) -> None:
    """Lock the texts and threads that a batch may open cases for.

    Of two workers that meet one of them, the second waits and sees what the first has stored.
    """
    # Advisory locks, because a row that is not there yet cannot be locked. Sorted, so that no two wait for each other.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            lock = "SELECT pg_advisory_xact_lock(mark) FROM unnest(%s::bigint[]) AS mark"
            cursor.execute(lock, [sorted(mark for each in verdicts for mark in marks_of(each))])


def marks_of(verdict: Verdict) -> Iterator[int]:
    """Yield the locks of a verdict.

    These are the text of what may be a copy, and the thread of what may be answered.
    """
    subject, judgement, _ = verdict
    if subject.answers or judgement.openings:
        yield subject.thread
    if subject.may_open and may_join(judgement):
        yield judgement.fingerprint


def known_of_batch(verdicts: Sequence[Verdict], heard: Collection[int], now: datetime) -> Known:
    """Load what a plan needs for judged messages.

    Some of them are answers in the `heard` threads.
    """
    opening = [each for each in verdicts if each.subject.may_open]
    again = [each.subject for each in verdicts if not each.subject.is_first and may_change(each.subject)]
    joining = [each for each in opening if may_join(each.judgement)]
    same = Case.objects.open().filter(
        community__in={each.subject.community for each in joining},
        fingerprint__among={each.judgement.fingerprint for each in joining},
    )
    theirs = of_persons([each.subject for each in opening if each.judgement.openings], now)
    cases = held_cases(keys_of(of_messages(again), same, in_threads(heard), with_copies_in(heard)) | theirs)
    versions = {int(finding.guideline) for each in opening for finding in each.judgement.findings}
    known = known_around(cases, again, [each.subject for each in opening], versions, heard=heard)
    asides = any(each.is_aside for each in again)
    return replace(known, escalated=escalated_cases(cases)) if asides or heard else known


def may_change(subject: Subject) -> bool:
    """Tell whether a message may have a case that is judged anew, or that proves to be none of a member's."""
    return subject.may_open or subject.is_aside


def known_of_message(subject: Subject, now: datetime) -> Known:
    """Load what a plan needs for one message that could not be checked."""
    cases = held_cases(keys_of(of_messages([subject])) | of_persons([subject], now))
    return known_around(cases, [subject], [subject], is_whole=True)


def known_of_standing(gone: Collection[int], heard: Collection[int]) -> Known:
    """Load what a plan needs after deletions, and answers in threads."""
    theirs = Case.objects.open().filter(rows__message__among=gone)
    # Also those whose messages have come into these threads from others.
    come = Case.objects.open().filter(rows__message__conversation__among=heard, rows__left_at=None)
    known = known_around(held_cases(keys_of(theirs, in_threads(heard), come)), is_whole=True)
    return replace(known, escalated=escalated_cases(known.cases))


def escalated_cases(cases: Iterable[CaseRow]) -> set[int]:
    asked = Escalation.objects.filter(case__among=[case.id for case in cases if case.id], withdrawn_at=None)
    return set(asked.values_list("case", flat=True))


def known_around(
    cases: Sequence[CaseRow],
    again: Sequence[Subject] = (),
    opening: Sequence[Subject] = (),
    versions: Collection[int] = (),
    *,
    heard: Collection[int] = (),
    is_whole: bool = False,
) -> Known:
    """Load the surroundings of these cases.

    They are their messages and clocks, earlier findings, actions and posts, and the promises for cases to come.
    """
    keys = [case.id for case in cases if case.id]
    clocks = clocks_of(keys) if keys else []
    rows = parts_of(cases, clocks, again, heard, is_whole=is_whole) if keys else []
    messages = {subject.message for subject in again}
    own = [row.id for row in rows if row.id and row.message_id in messages]
    guidelines = GuidelineVersion.objects.filter(pk__among=versions)
    links = CaseGuideline.objects.filter(case__among=keys if versions else ())
    return Known(
        cases=cases,
        rows=rows,
        clocks=clocks,
        found=found_before(own),
        links=set(links.values_list("case_id", "guideline_id")),
        guidelines=dict(guidelines.values_list("pk", "guideline_id")),
        promises=targets.current_promises(
            {subject.community for subject in opening} | {case.community_id for case in cases}
        ),
        posts=answers_in({row.thread for row in rows} | {subject.thread for subject in opening}),
        deeds=deeds_of(keys),
        left=places_left(messages - {row.message_id for row in rows}),
    )


def places_left(messages: Collection[int]) -> dict[int, Left]:
    """Return the places that these messages left last, with the promises that were to go on elsewhere."""
    if not messages:
        return {}
    rows = CaseMessage.objects.filter(message__among=messages, left_at__isnull=False).order_by("left_at", "pk")
    last = {row.message_id: row for row in rows}
    moved = Clock.objects.filter(message__among=last, escalation=None, ended_as=End.MOVED).order_by("pk")
    clocks = defaultdict[int, list[ClockRow]](list)
    for clock in [ClockRow(*row) for row in read_rows(moved, CLOCK_COLUMNS)] if last else ():
        # What ended with an earlier place has gone on since, or was kept.
        if clock.ended_at == last[clock.message_id].left_at:
            clocks[clock.message_id].append(clock)
    return {message: Left(row.revision, row.joined_at, clocks[message]) for message, row in last.items()}


def parts_of(
    cases: Sequence[CaseRow],
    clocks: Sequence[ClockRow],
    again: Sequence[Subject],
    heard: Collection[int],
    *,
    is_whole: bool,
) -> list[MessageRow]:
    """Read the messages of cases: all that stand where one of them is judged again, else those that wait."""
    messages = {subject.message for subject in again}
    theirs = read_messages(CaseMessage.objects.filter(message__among=messages, left_at=None)) if messages else []
    touched = {row.case_id for row in theirs}
    keys = {case.id for case in cases if case.id}
    whole = {case.id for case in cases if case.id and (is_whole or case.id in touched or case.conversation_id in heard)}
    found = [*theirs, *rows_of(whole, [each for each in clocks if each.case_id in whole])]
    if others := keys - whole:
        waiting = waiting_rows(others, [each for each in clocks if each.case_id in others])
        # With a copy that is answered its case may be closed.
        answered = {row.case_id for row in waiting if row.case_id and row.thread in heard}
        found += [*waiting, *(rows_of(answered, ()) if answered else ())]
    by_key = {row.id: row for row in found if row.case_id in keys}
    return [by_key[key] for key in sorted(key for key in by_key if key)]


def keys_of(*which: QuerySet[Case]) -> set[int]:
    some, *others = (cases.order_by().values_list("pk", flat=True) for cases in which)
    return set(some.union(*others) if others else some)


def of_messages(subjects: Iterable[Subject]) -> QuerySet[Case]:
    messages = [subject.message for subject in subjects]
    return Case.objects.filter(rows__message__among=messages, rows__left_at=None)


def of_persons(subjects: Iterable[Subject], now: datetime) -> set[int]:
    """Return the keys of cases to which further messages of these persons go.

    They are open, or were closed a short while before `now`.
    """
    persons = {(subject.thread, subject.author) for subject in subjects if subject.author}
    if not persons:
        return set()
    there = Case.objects.filter(
        Q(closed_at=None) | Q(closed_at__gt=now - timedelta(days=LONGEST_REOPENING)),
        conversation__among={thread for thread, _ in persons},
        author__among={author for _, author in persons},
    )
    found = there.values_list("pk", "conversation", "author", "closed_at", "community__desk__reopen_days")
    return {
        pk
        for pk, thread, author, closed_at, days in found
        if (thread, author) in persons and (closed_at is None or closed_at > now - timedelta(days=days))
    }


def in_threads(threads: Collection[int]) -> QuerySet[Case]:
    """Return the cases in these threads that may still change by an answer."""
    return Case.objects.filter(conversation__among=threads)


def with_copies_in(threads: Collection[int]) -> QuerySet[Case]:
    """Return the cases of copies in these threads that may wait for an answer."""
    there = {"rows__message__conversation__among": threads, "rows__left_at": None}
    return Case.objects.open().filter(rows__role=Role.COPY, rows__waits=True, **there)


def found_before(rows: Collection[int]) -> dict[int, set[tuple[int, str]]]:
    """Return the (guideline, excerpt) pairs of the texts behind these rows."""
    if not rows:
        return {}
    behind = Finding.objects.filter(assessment__rows__among=rows).order_by()
    found = defaultdict[int, set[tuple[int, str]]](set)
    for row, guideline, excerpt in behind.values_list("assessment__rows", "version__guideline", "excerpt"):
        found[row].add((guideline, excerpt))
    return found
