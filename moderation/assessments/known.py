"""Holds and reads what a plan has to know, in a number of queries that no batch's size changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from community.db.plain import read_rows
from moderation import targets
from moderation.assessments.case_row import CaseRow
from moderation.assessments.plan import may_join
from moderation.assessments.values import Known, Subject, Verdict
from moderation.cases.clocks import deeds_of, staff_posts
from moderation.models import Case, CaseCopy, CaseGuideline, Finding, GuidelineVersion

COLUMNS = tuple(each.name for each in fields(CaseRow) if each.name != "thread")
THREAD = Coalesce("message__root", "message")


def hold_places(verdicts: Iterable[Verdict]) -> None:
    """Of two workers that meet a text or a thread at once, the second waits, and sees what the first has stored."""
    # A row cannot be held that is not there yet. In one order, so that no two wait for each other.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            lock = "SELECT pg_advisory_xact_lock(mark) FROM unnest(%s::bigint[]) AS mark"
            cursor.execute(lock, [sorted(mark for each in verdicts for mark in marks_of(each))])


def marks_of(verdict: Verdict) -> Iterator[int]:
    """What others may come to at the same time: the text of what may be a copy, the thread of what may be answered."""
    subject, judgement, _ = verdict
    if subject.from_staff or judgement.openings:
        yield subject.thread
    if subject.may_open and may_join(judgement):
        yield judgement.fingerprint


def known_of_batch(verdicts: Sequence[Verdict], heard: Collection[int]) -> Known:
    """What matters for judged messages, of which some are answers in the `heard` threads."""
    placed = [each for each in verdicts if each.subject.may_open]
    again = [each.subject for each in placed if not each.subject.is_first]
    joining = [each for each in placed if may_join(each.judgement)]
    same = Case.objects.open().filter(
        community__in={each.subject.community for each in joining},
        fingerprint__among={each.judgement.fingerprint for each in joining},
    )
    cases = held_cases(of_messages(again), same, *in_threads(heard))
    versions = {int(finding.guideline) for each in placed for finding in each.judgement.findings}
    return known_around(cases, again, [each.subject for each in placed], versions)


def known_of_message(subject: Subject) -> Known:
    """What matters for one message that nobody could check."""
    return known_around(held_cases(of_messages([subject])), [subject], [subject])


def known_of_standing(gone: Collection[int], heard: Collection[int]) -> Known:
    """What matters where these messages are gone and staff wrote in these threads."""
    return known_around(held_cases(Case.objects.open().filter(message__among=gone), *in_threads(heard)))


def known_around(
    cases: Sequence[CaseRow],
    again: Sequence[Subject] = (),
    placed: Sequence[Subject] = (),
    versions: Collection[int] = (),
) -> Known:
    """These cases, with what was found, done and written there before, and what is promised for those to come."""
    keys = [case.id for case in cases if case.id]
    messages = {subject.message for subject in again}
    own = [case.id for case in cases if case.id and case.message_id in messages]
    guidelines = GuidelineVersion.objects.filter(pk__among=versions)
    copies = CaseCopy.objects.filter(message__among=messages)
    links = CaseGuideline.objects.filter(case__among=own)
    return Known(
        cases=cases,
        copies=set(copies.values_list("message_id", "revision")),
        found=found_before(own),
        links=set(links.values_list("case_id", "guideline_id")),
        guidelines=dict(guidelines.values_list("pk", "guideline_id")),
        promises=targets.current_promises({subject.community for subject in placed}),
        posts=staff_posts({case.thread for case in cases} | {subject.thread for subject in placed}),
        deeds=deeds_of(keys),
    )


def of_messages(subjects: Iterable[Subject]) -> QuerySet[Case]:
    return Case.objects.filter(message__among=[subject.message for subject in subjects])


def in_threads(threads: Collection[int]) -> tuple[QuerySet[Case], QuerySet[Case]]:
    """The cases of what members wrote in these threads; two questions, as no index serves both."""
    said = Case.objects.filter(message__from_staff=False)
    return said.filter(message__root__among=threads), said.filter(message__among=threads)


def held_cases(*which: QuerySet[Case]) -> list[CaseRow]:
    """Found first, then held in one order: nobody decides in them meanwhile, and no two batches deadlock."""
    some, *others = (cases.order_by().values_list("pk", flat=True) for cases in which)
    keys = list(some.union(*others) if others else some)
    held = Case.objects.filter(pk__among=keys).order_by("pk").select_for_update(of=("self",), no_key=True)
    return [CaseRow(*row) for row in read_rows(held, COLUMNS, THREAD)]


def found_before(cases: Collection[int]) -> dict[int, set[tuple[int, str]]]:
    """Under which guidelines what was found in the texts behind these cases."""
    rows = Finding.objects.filter(assessment__cases__among=cases).order_by()
    found = defaultdict[int, set[tuple[int, str]]](set)
    for case, guideline, excerpt in rows.values_list("assessment__cases", "version__guideline", "excerpt"):
        found[case].add((guideline, excerpt))
    return found
