"""From judgements to cases: open one, join one as a copy, follow a decided one, or bring an open one up to date."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from community.bulk import free_keys, insert
from community.models import Message
from moderation import casework, clocks, promises
from moderation.metrics.marks import mark
from moderation.models import Assessment, Case, CaseCopy, CaseEvent, CaseGuideline, GuidelineVersion, PendingAssessment
from moderation.policy.clocks import start_of
from moderation.policy.values import Opening, Severity
from moderation.promises import Promise

if TYPE_CHECKING:
    from moderation.pipeline.facts import Said
    from moderation.pipeline.finish import Judged

Kind = CaseEvent.Kind
# What could not be checked stands on top of the queue: nobody, not even the machine, has looked at it.
UNCHECKED_PRIORITY = 100
NO_ERROR = "Each try ended without a word: it took its worker down, or ran out of time."
# Nobody decided in these; new reasons bring them back.
CLOSED_BY_THE_MACHINE = (Case.Outcome.ANSWERED, Case.Outcome.GONE)


@dataclass
class Known:
    """The cases that matter for a batch: those of its messages, and open ones that say the same."""

    of_message: dict[int, list[Case]] = field(default_factory=dict)
    same_text: dict[tuple[int, int], Case] = field(default_factory=dict)
    copies: set[tuple[int, int]] = field(default_factory=set)


def open_cases(judged: Sequence["Judged"], assessments: dict[int, int], now: datetime) -> None:
    """Effects of a batch on cases; called within the transaction that finishes it."""
    judged = [each for each in judged if may_open(each)]
    if not judged:
        return
    known = known_cases(judged)
    new: list[tuple[Judged, Case]] = []
    copies: list[CaseCopy] = []
    for each in judged:
        own = known.of_message.get(each.row.message_id, [])
        if standing := standing_case(each, own):
            bring_up_to_date(standing, each, own, now)
        elif not needs_a_place(each, own, known):
            continue
        elif leading := known.same_text.get(text_key(each)) if may_join(each) and not own else None:
            copies.append(CaseCopy(case=leading, message_id=each.row.message_id, revision=each.row.revision))
        else:
            case = case_of(each, assessments[each.row.message_id], own[-1] if own else None, now)
            new.append((each, case))
            known.same_text.setdefault(text_key(each), case)
    promise(new, now)
    # Staff may have written while it was judged: that was heard already, and not for these cases.
    by_thread: dict[int, list[Case]] = defaultdict(list)
    for each, case in new:
        by_thread[each.context.message.thread_id].append(case)
    clocks.answer(by_thread)
    store(new, copies, now)
    casework.heard({thread for thread, cases in by_thread.items() if any(map(is_answered, cases))}, now)


def is_answered(case: Case) -> bool:
    return bool(case.answer_only and case.first_reply_at)


def promise(new: Sequence[tuple["Judged", Case]], now: datetime) -> None:
    """Start the clocks of new cases, and let escalation rules look at them at the next sweep."""
    promised = promises.current({case.community_id for _, case in new})
    for each, case in new:
        start(case, promised[case.community_id], each.context.message, now)


def start(case: Case, promised: Promise, message: "Said | Message", now: datetime) -> None:
    # Editing does not buy time: a clock that runs goes on from where it started.
    clocks.start(case, promised, case.clock_started_at or said_at(message, case.revision, now))
    # Also where there is no rule yet: one that is saved at this moment cannot see what is not committed.
    case.rules_due_at = now


def said_at(message: "Said | Message", revision: int, now: datetime) -> datetime:
    """When the clocks of a text start; a later revision was said when the message was edited."""
    if revision == 1:
        return start_of(min(message.posted_at, message.received_at), message.received_at)
    return start_of(min(message.edited_at or now, now), now)


def standing_case(each: "Judged", own: list[Case]) -> Case | None:
    """The case in which this message is handled now: an open one, or one of this text that only the machine closed."""
    standing = next((case for case in own if case.closed_at is None), None)
    if standing or not each.judgement.openings:
        return standing
    return machine_closed(own, each.row.revision)


def machine_closed(own: Sequence[Case], revision: int) -> Case | None:
    same = (case for case in own if case.revision == revision)
    return next((case for case in same if case.outcome in CLOSED_BY_THE_MACHINE), None)


def may_open(each: "Judged") -> bool:
    """History opens nothing, staff never have a case, and what is gone needs nobody."""
    message = each.context.message
    return not (each.row.is_history or message.from_staff or message.removed_at)


def known_cases(judged: Sequence["Judged"]) -> Known:
    """Found first, then held in one order: nobody decides in them meanwhile, and no two batches deadlock."""
    known = Known()
    messages = {each.row.message_id for each in judged}
    joining = [each for each in judged if may_join(each)]
    again = [each.row.message_id for each in judged if not each.row.is_first]
    own = Case.objects.filter(message__in=again)
    same = Case.objects.open().filter(
        community__in={each.context.message.community_id for each in joining},
        fingerprint__in={each.judgement.fingerprint for each in joining},
    )
    keys = [pk for found in (own, same) for pk in found.values_list("pk", flat=True)]
    for case in Case.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True):
        if case.message_id in messages:
            known.of_message.setdefault(case.message_id, []).append(case)
        if case.closed_at is None and case.fingerprint:
            known.same_text.setdefault((case.community_id, case.fingerprint), case)
    known.copies = set(CaseCopy.objects.filter(message__in=again).values_list("message_id", "revision"))
    return known


def hold(judged: Sequence["Judged"]) -> None:
    """Of two workers that meet a text or a thread at once, the second waits, and sees what the first has stored."""
    # A row cannot be held that is not there yet. In one order, so that no two wait for each other.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            lock = "SELECT pg_advisory_xact_lock(mark) FROM unnest(%s::bigint[]) AS mark"
            cursor.execute(lock, [sorted(mark for each in judged for mark in marks_of(each))])


def marks_of(each: "Judged") -> Iterator[int]:
    """What others may come to at the same time: the text of what may be a copy, the thread of what may be answered."""
    if each.context.message.from_staff or each.judgement.openings:
        yield each.context.message.thread_id
    if may_open(each) and may_join(each):
        yield each.judgement.fingerprint


def needs_a_place(each: "Judged", own: list[Case], known: Known) -> bool:
    """There is a reason to look, no copy of it stands in another case, and no decision covers it already."""
    if not each.judgement.openings or (each.row.message_id, each.row.revision) in known.copies:
        return False
    return not own or says_something_new(each, own)


def may_join(each: "Judged") -> bool:
    """A copy is handled with its leading message; what waits for an answer of its own never is one."""
    openings = each.judgement.openings
    return bool(each.judgement.fingerprint and openings and Opening.ANSWER not in openings)


def says_something_new(each: "Judged", own: list[Case]) -> bool:
    """A decision covers the revision it saw: a later one opens a linked case only for a finding it did not have."""
    if any(case.revision == each.row.revision for case in own):
        return False
    seen = GuidelineVersion.objects.filter(findings__assessment__cases__in=own)
    before = set(seen.values_list("guideline_id", "findings__excerpt"))
    found = {int(finding.guideline): finding.excerpt for finding in each.judgement.findings}
    guidelines = dict(GuidelineVersion.objects.filter(pk__in=found).values_list("pk", "guideline_id"))
    return any((guidelines[pk], excerpt) not in before for pk, excerpt in found.items())


def text_key(each: "Judged") -> tuple[int, int]:
    return each.context.message.community_id, each.judgement.fingerprint


def case_of(each: "Judged", made: int, follows: Case | None, now: datetime) -> Case:
    message, said = each.context.message, each.judgement
    return Case(
        community_id=message.community_id,
        channel_id=message.channel_id,
        message_id=message.pk,
        revision=each.row.revision,
        author_id=message.author_id,
        assessment_id=made,
        follows=follows,
        opened_for=list(said.openings),
        answer_only=said.openings == (Opening.ANSWER,),
        is_unscored=said.sentiment is None,
        severity=worst(each),
        priority=said.priority,
        fingerprint=said.fingerprint if may_join(each) else 0,
        posted_at=message.posted_at,
        opened_at=now,
        found_at=now,
    )


def worst(each: "Judged") -> Severity:
    return max((finding.severity for finding in each.judgement.findings), default=Severity.NONE)


def bring_up_to_date(case: Case, each: "Judged", own: list[Case], now: datetime) -> None:
    """A standing case follows its message: the human sees the newest text, priority and reasons."""
    said, before, severity = each.judgement, case.priority, case.severity
    if worst(each) > severity or says_something_new(each, [case]):
        case.found_at = now
    follow_revision(case, each.row.revision, own)
    case.priority, case.severity = said.priority, worst(each)
    case.assessment = Assessment.objects.get(message=case.message_id, revision=each.row.revision)
    case.opened_for = list(dict.fromkeys([*case.opened_for, *said.openings]))
    case.answer_only = case.opened_for == [Opening.ANSWER]
    case.is_unchecked, case.is_unscored = False, said.sentiment is None
    kind = Kind.REOPENED if case.closed_at else Kind.ASSESSED
    if case.closed_at and case.assignee_id is None:
        case.unclaimed_at = now
    case.closed_at, case.outcome = None, ""
    # What was promised stays, whatever is promised to others by now; only another severity has targets of its own.
    if case.severity != severity:
        start(case, promises.current([case.community_id])[case.community_id], each.context.message, now)
    case.save()
    # Before the clocks are settled, which moves the copies along.
    CaseGuideline.objects.bulk_create(links_of([(each, case)]), ignore_conflicts=True)
    clocks.settle([case.pk], now)
    facts = {"revision": each.row.revision, "was": before, "is": case.priority}
    CaseEvent.objects.create(case=case, kind=kind, at=now, facts=facts)


def follow_revision(case: Case, revision: int, own: Sequence[Case]) -> None:
    """A reopened older case stays where it was decided: the newer text has a case of its own."""
    if not any(other.revision == revision for other in own if other.pk != case.pk):
        case.revision = revision


def store(new: list[tuple["Judged", Case]], copies: list[CaseCopy], now: datetime) -> None:
    for pk, (_, case) in zip(free_keys(Case, len(new)), new, strict=True):
        case.pk = pk
    insert([case for _, case in new])
    for copy in copies:
        # Its case may have got its key a moment ago.
        copy.case_id = copy.case.pk
    insert(copies)
    insert(links_of(new))
    opened = (
        CaseEvent(case=case, kind=Kind.OPENED, at=now, facts={"for": case.opened_for, "priority": case.priority})
        for _, case in new
    )
    joined = (
        CaseEvent(case_id=copy.case_id, kind=Kind.JOINED, at=now, facts={"message": copy.message_id}) for copy in copies
    )
    insert([*opened, *joined])


def links_of(cases: list[tuple["Judged", Case]]) -> list[CaseGuideline]:
    """The guidelines of each case's findings, in one order."""
    found = {(case, int(finding.guideline)) for each, case in cases for finding in each.judgement.findings}
    versions = GuidelineVersion.objects.filter(pk__in={version for _, version in found})
    guidelines = dict(versions.values_list("pk", "guideline_id"))
    links = {(case, guidelines[version]) for case, version in found}
    in_order = sorted(links, key=lambda link: (link[0].pk, link[1]))
    return [CaseGuideline.between(case, guideline) for case, guideline in in_order]


def open_unchecked(row: PendingAssessment, now: datetime) -> None:
    """A message that nobody could check needs a person, on top of the queue."""
    message = row.message
    own = list(Case.objects.filter(message=message).order_by("pk").select_for_update(no_key=True))
    standing = next((case for case in own if case.closed_at is None), None) or machine_closed(own, row.revision)
    # A person has decided on this very text: the machine's trouble with it is no news.
    is_decided = not standing and any(case.revision == row.revision for case in own)
    if message.from_staff or message.removed_at or is_decided:
        return
    case = standing or Case(
        community_id=message.community_id,
        channel_id=message.channel_id,
        message=message,
        author_id=message.author_id,
        posted_at=message.posted_at,
        opened_at=now,
    )
    before = case.priority
    follow_revision(case, row.revision, own)
    was_closed, case.closed_at, case.outcome = case.closed_at, None, ""
    case.is_unchecked, case.priority, case.assessment = True, UNCHECKED_PRIORITY, None
    case.opened_for = list(dict.fromkeys([*case.opened_for, Opening.UNCHECKED]))
    case.answer_only = False
    if not standing:
        start(case, promises.current([case.community_id])[case.community_id], message, now)
    case.save()
    clocks.settle([case.pk], now)
    mark([(case.channel_id, now)])
    facts = {"for": case.opened_for, "revision": row.revision, "was": before, "is": case.priority}
    kind = Kind.REOPENED if was_closed else Kind.ASSESSED if standing else Kind.OPENED
    CaseEvent.objects.create(case=case, kind=kind, at=now, why=row.error or NO_ERROR, facts=facts)
