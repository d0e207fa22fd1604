"""Lock and read the rows that a plan needs.

The number of queries does not depend on the batch's size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields

from django.db import connection
from django.db.models import F, QuerySet

from community.db.plain import read_rows
from moderation import targets
from moderation.assessments.case_row import CaseRow
from moderation.assessments.plan import may_join
from moderation.assessments.values import Known, Subject, Verdict
from moderation.cases.clocks import deeds_of, staff_posts
from moderation.models import Case, CaseCopy, CaseGuideline, Finding, GuidelineVersion

COLUMNS = tuple(each.name for each in fields(CaseRow) if each.name != "thread")
THREAD = F("message__conversation")


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


def known_of_batch(verdicts: Sequence[Verdict], heard: Collection[int]) -> Known:
    """Load what a plan needs for judged messages.

    Some of them are answers in the `heard` threads.
    """
    opening = [each for each in verdicts if each.subject.may_open]
    again = [each.subject for each in opening if not each.subject.is_first]
    joining = [each for each in opening if may_join(each.judgement)]
    same = Case.objects.open().filter(
        community__in={each.subject.community for each in joining},
        fingerprint__among={each.judgement.fingerprint for each in joining},
    )
    cases = held_cases(of_messages(again), same, in_threads(heard))
    versions = {int(finding.guideline) for each in opening for finding in each.judgement.findings}
    return known_around(cases, again, [each.subject for each in opening], versions)


def known_of_message(subject: Subject) -> Known:
    """Load what a plan needs for one message that could not be checked."""
    return known_around(held_cases(of_messages([subject])), [subject], [subject])


def known_of_standing(gone: Collection[int], heard: Collection[int]) -> Known:
    """Load what a plan needs after deletions, and answers in threads."""
    return known_around(held_cases(Case.objects.open().filter(message__among=gone), in_threads(heard)))


def known_around(
    cases: Sequence[CaseRow],
    again: Sequence[Subject] = (),
    opening: Sequence[Subject] = (),
    versions: Collection[int] = (),
) -> Known:
    """Load the surroundings of these cases.

    They are earlier findings, actions and posts, and the promises for cases to come.
    """
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
        promises=targets.current_promises({subject.community for subject in opening}),
        posts=staff_posts({case.thread for case in cases} | {subject.thread for subject in opening}),
        deeds=deeds_of(keys),
    )


def of_messages(subjects: Iterable[Subject]) -> QuerySet[Case]:
    return Case.objects.filter(message__among=[subject.message for subject in subjects])


def in_threads(threads: Collection[int]) -> QuerySet[Case]:
    """Return the cases of members in these threads."""
    return Case.objects.filter(message__from_staff=False, message__conversation__among=threads)


def held_cases(*which: QuerySet[Case]) -> list[CaseRow]:
    """Find cases, then lock them in the order of their keys."""
    some, *others = (cases.order_by().values_list("pk", flat=True) for cases in which)
    keys = list(some.union(*others) if others else some)
    # Nobody decides in them meanwhile, and one order keeps two batches from deadlock.
    held = Case.objects.filter(pk__among=keys).order_by("pk").select_for_update(of=("self",), no_key=True)
    return [CaseRow(*row) for row in read_rows(held, COLUMNS, THREAD)]


def found_before(cases: Collection[int]) -> dict[int, set[tuple[int, str]]]:
    """Return the (guideline, excerpt) pairs of the texts behind these cases."""
    rows = Finding.objects.filter(assessment__cases__among=cases).order_by()
    found = defaultdict[int, set[tuple[int, str]]](set)
    for case, guideline, excerpt in rows.values_list("assessment__cases", "version__guideline", "excerpt"):
        found[case].add((guideline, excerpt))
    return found
