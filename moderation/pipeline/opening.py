"""From judgements to cases: open one, join one as a copy, follow a decided one, or bring an open one up to date."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.models import Assessment, Case, CaseCopy, CaseEvent, CaseGuideline, GuidelineVersion, PendingAssessment
from moderation.policy.values import Opening, Severity

if TYPE_CHECKING:
    from moderation.pipeline.finish import Judged

Kind = CaseEvent.Kind
# What could not be checked stands on top of the queue: nobody, not even the machine, has looked at it.
UNCHECKED_PRIORITY = 100


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
        standing = next((case for case in own if case.closed_at is None), None)
        if standing:
            bring_up_to_date(standing, each, now)
        elif not needs_a_place(each, own, known):
            continue
        elif leading := known.same_text.get(text_key(each)) if may_join(each) and not own else None:
            copies.append(CaseCopy(case=leading, message_id=each.row.message_id, revision=each.row.revision))
        else:
            case = case_of(each, assessments[each.row.message_id], own[-1] if own else None, now)
            new.append((each, case))
            known.same_text.setdefault(text_key(each), case)
    store(new, copies, now)


def may_open(each: "Judged") -> bool:
    """History opens nothing, staff never have a case, and what is gone needs nobody."""
    message = each.context.message
    return not (each.row.is_history or message.from_staff or message.removed_at)


def known_cases(judged: Sequence["Judged"]) -> Known:
    known = Known()
    messages = [each.row.message_id for each in judged]
    for case in Case.objects.filter(message__in=messages).order_by("pk"):
        known.of_message.setdefault(case.message_id, []).append(case)
    known.copies = set(CaseCopy.objects.filter(message__in=messages).values_list("message_id", "revision"))
    joining = [each for each in judged if may_join(each)]
    if joining:
        communities = {each.context.message.community_id for each in joining}
        marks = {each.judgement.fingerprint for each in joining}
        same = Case.objects.open().filter(community__in=communities, fingerprint__in=marks).order_by("-pk")
        known.same_text = {(case.community_id, case.fingerprint): case for case in same}
    return known


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
    )


def worst(each: "Judged") -> Severity:
    return max((finding.severity for finding in each.judgement.findings), default=Severity.NONE)


def bring_up_to_date(case: Case, each: "Judged", now: datetime) -> None:
    """An open case follows its message: the human sees the newest text, priority and reasons."""
    said = each.judgement
    before = case.priority
    case.revision, case.priority, case.severity = each.row.revision, said.priority, worst(each)
    case.assessment = Assessment.objects.get(message=case.message_id, revision=case.revision)
    case.opened_for = list(dict.fromkeys([*case.opened_for, *said.openings]))
    case.answer_only = case.opened_for == [Opening.ANSWER]
    case.is_unchecked, case.is_unscored = False, said.sentiment is None
    case.save()
    link_guidelines([(each, case)])
    CaseEvent.objects.create(
        case=case, kind=Kind.ASSESSED, at=now, facts={"revision": case.revision, "was": before, "is": case.priority}
    )


def store(new: list[tuple["Judged", Case]], copies: list[CaseCopy], now: datetime) -> None:
    Case.objects.bulk_create(case for _, case in new)
    CaseCopy.objects.bulk_create(copies)
    link_guidelines(new)
    opened = (
        CaseEvent(case=case, kind=Kind.OPENED, at=now, facts={"for": case.opened_for, "priority": case.priority})
        for _, case in new
    )
    joined = (
        CaseEvent(case_id=copy.case_id, kind=Kind.JOINED, at=now, facts={"message": copy.message_id}) for copy in copies
    )
    CaseEvent.objects.bulk_create([*opened, *joined])


def link_guidelines(cases: list[tuple["Judged", Case]]) -> None:
    found = {(case.pk, int(finding.guideline)) for each, case in cases for finding in each.judgement.findings}
    versions = GuidelineVersion.objects.filter(pk__in={version for _, version in found})
    guidelines = dict(versions.values_list("pk", "guideline_id"))
    links = {(case, guidelines[version]) for case, version in found}
    CaseGuideline.objects.bulk_create(
        [CaseGuideline(case_id=case, guideline_id=guideline) for case, guideline in sorted(links)],
        ignore_conflicts=True,
    )


def open_unchecked(row: PendingAssessment, now: datetime) -> None:
    """A message that nobody could check needs a person, on top of the queue."""
    message = row.message
    if message.from_staff or message.removed_at:
        return
    case = Case.objects.open().filter(message=message).first()
    if case is None and Case.objects.filter(message=message, revision=row.revision).exists():
        # A person has decided on this very text; the machine's trouble with it is no news.
        return
    if case is None:
        case = Case(
            community_id=message.community_id,
            channel_id=message.channel_id,
            message=message,
            author_id=message.author_id,
            posted_at=message.posted_at,
            opened_at=now,
        )
    case.revision = row.revision
    case.is_unchecked, case.priority, case.assessment = True, UNCHECKED_PRIORITY, None
    case.opened_for = list(dict.fromkeys([*case.opened_for, Opening.UNCHECKED]))
    case.answer_only = False
    case.save()
    CaseEvent.objects.create(case=case, kind=Kind.OPENED, at=now, why=row.error, facts={"for": case.opened_for})
