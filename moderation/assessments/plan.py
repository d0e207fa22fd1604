"""Decide how judged, unchecked, answered and deleted messages change cases."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from moderation.assessments.case_row import CaseRow, Outcome, worst
from moderation.assessments.values import Copy, Event, Kind, Known, Link, Plan, Subject, Verdict
from moderation.policy.clocks import Deeds, Post
from moderation.policy.values import Judgement, Opening

# An unchecked message comes first in the queue, because nobody has looked at it.
UNCHECKED_PRIORITY = 100
NO_ERROR = "Each try ended without a word: it took its worker down, or ran out of time."


def plan_batch(verdicts: Iterable[Verdict], known: Known, now: datetime, *, heard: Collection[int] = ()) -> Plan:
    """Plan the changes that judged messages make.

    Staff wrote in the `heard` threads.
    """
    draft = Draft(known, now)
    for verdict in verdicts:
        if verdict.subject.may_open:
            draft.place(verdict)
    draft.hear(heard)
    return draft.finished()


def plan_unchecked(subject: Subject, error: str, known: Known, now: datetime) -> Plan:
    """Plan a case, first in the queue, for a message that could not be checked."""
    draft = Draft(known, now)
    if subject.may_open:
        draft.place_unchecked(subject, error)
    return draft.finished()


def plan_standing(known: Known, now: datetime, *, gone: Collection[int] = (), heard: Collection[int] = ()) -> Plan:
    """Plan the changes to standing cases by deletions and by answers.

    The `gone` messages are deleted, and staff wrote in the `heard` threads.
    """
    draft = Draft(known, now)
    draft.let_go(gone)
    draft.hear(heard)
    return draft.finished()


def may_join(judgement: Judgement) -> bool:
    """Tell whether a message may be handled as a copy of another one."""
    openings = judgement.openings
    # Each message that waits for an answer needs its own.
    return bool(judgement.fingerprint and openings and Opening.ANSWER not in openings)


class Draft:
    """A plan in the making, with the cases as they are so far."""

    def __init__(self, known: Known, now: datetime) -> None:
        self.known, self.now, self.plan = known, now, Plan()
        self.before = {case.id: case for case in known.cases}
        self.cases = [copy(case) for case in known.cases]
        self.touched: dict[int | None, CaseRow] = {}
        self.of_message: dict[int, list[CaseRow]] = {}
        self.same_text: dict[tuple[int, int], CaseRow] = {}
        for case in self.cases:
            self.of_message.setdefault(case.message_id, []).append(case)
            self.let_join(case)

    def finished(self) -> Plan:
        """Settle the clocks of all touched cases, and return the plan."""
        for case in (*self.touched.values(), *self.plan.opened):
            case.settle(self.posts(case), self.known.deeds.get(case.id or 0, Deeds()), self.now)
            # Unchanged moments too, because their deadlines may have changed.
            self.plan.moments |= case.moments | self.before.get(case.id, case).moments
        self.plan.changed = [case for case in self.touched.values() if case != self.before[case.id]]
        return self.plan

    def place(self, verdict: Verdict) -> None:
        """Find the case of a message, or open one where it needs one."""
        subject, judgement, _ = verdict
        own = self.of_message.get(subject.message, [])
        standing = open_case(own) or (machine_closed(own, subject.revision) if judgement.openings else None)
        if standing:
            self.follow(standing, verdict, own)
        elif self.needs_a_place(verdict, own):
            # One decision for a hundred copies of the same text.
            leading = self.same_text.get((subject.community, judgement.fingerprint))
            if leading and may_join(judgement) and not own:
                self.join(leading, subject)
            else:
                self.open(verdict, own)

    def needs_a_place(self, verdict: Verdict, own: Sequence[CaseRow]) -> bool:
        """Tell whether a message needs a case, and none covers it yet."""
        subject = verdict.subject
        if not verdict.judgement.openings or (subject.message, subject.revision) in self.known.copies:
            return False
        return not own or self.says_something_new(verdict, own)

    def says_something_new(self, verdict: Verdict, own: Sequence[CaseRow]) -> bool:
        """Tell whether a new revision has a finding that these cases had not."""
        if any(case.revision == verdict.subject.revision for case in own):
            return False
        before = {found for case in own for found in self.known.found.get(case.id or 0, ())}
        return any(found not in before for found in self.found(verdict.judgement))

    def follow(self, case: CaseRow, verdict: Verdict, own: Sequence[CaseRow]) -> None:
        """Bring a standing case up to its message's newest text."""
        subject, judgement, assessment = verdict
        priority, severity = case.priority, case.severity
        if worst(judgement) > severity or self.says_something_new(verdict, [case]):
            case.found_at = self.now
        kind = self.take_up(case, subject, own)
        case.say(judgement, assessment)
        # Existing promises stay. Only another severity brings its own targets.
        if case.severity != severity:
            self.promise(case, subject)
        self.link(case, judgement)
        self.log(case, kind, {"revision": subject.revision, "was": priority, "is": case.priority})

    def take_up(self, case: CaseRow, subject: Subject, own: Sequence[CaseRow]) -> Kind:
        """Move a case to a revision, and reopen it if it was closed.

        Escalation rules check it again.
        """
        self.touched[case.id], case.rules_due_at = case, self.now
        # A reopened older case keeps its revision, because the newer text has a case of its own.
        if not any(other.revision == subject.revision for other in own if other is not case):
            case.revision = subject.revision
        if not case.closed_at:
            return Kind.ASSESSED
        self.plan.moments |= {(case.channel_id, case.closed_at), (case.channel_id, self.now)}
        case.reopen(self.now)
        return Kind.REOPENED

    def join(self, case: CaseRow, subject: Subject) -> None:
        self.plan.copies.append(Copy(case, subject.message, subject.revision))
        self.log(case, Kind.JOINED, {"message": subject.message})

    def open(self, verdict: Verdict, own: Sequence[CaseRow]) -> None:
        subject, judgement, assessment = verdict
        case = self.new_case(subject)
        case.say(judgement, assessment)
        case.follows_id = own[-1].id if own else None
        case.fingerprint = judgement.fingerprint if may_join(judgement) else 0
        self.promise(case, subject)
        self.let_join(case)
        self.link(case, judgement)
        self.log(case, Kind.OPENED, {"for": case.opened_for, "priority": case.priority})

    def place_unchecked(self, subject: Subject, error: str) -> None:
        own = self.of_message.get(subject.message, [])
        standing = open_case(own) or machine_closed(own, subject.revision)
        # A person has decided on this very text, so a failed check changes nothing.
        if not standing and any(case.revision == subject.revision for case in own):
            return
        was, kind = (standing.priority, self.take_up(standing, subject, own)) if standing else (None, Kind.OPENED)
        case = standing or self.new_case(subject)
        case.is_unchecked, case.priority, case.assessment_id = True, UNCHECKED_PRIORITY, None
        case.add_reasons([Opening.UNCHECKED])
        case.answer_only = False
        if not standing:
            self.promise(case, subject)
        facts = {"for": case.opened_for, "revision": subject.revision, "was": was, "is": case.priority}
        self.log(case, kind, facts, why=error or NO_ERROR)

    def new_case(self, subject: Subject) -> CaseRow:
        case = subject.new_case(self.now)
        self.plan.opened.append(case)
        self.plan.moments.add((case.channel_id, self.now))
        return case

    def let_go(self, messages: Collection[int]) -> None:
        for case in self.cases:
            if case.message_id in messages and not case.closed_at:
                self.close(case, Outcome.GONE)

    def hear(self, threads: Collection[int]) -> None:
        """Settle the cases of threads in which staff wrote, and close the answered ones."""
        standing = [case for case in self.cases if case.thread in threads]
        self.touched |= {case.id: case for case in standing}
        # An answer that came while the message was judged was not counted for this new case.
        for case in (*standing, *self.plan.opened):
            if case.is_answered(self.posts(case)):
                self.close(case, Outcome.ANSWERED)

    def close(self, case: CaseRow, outcome: Outcome) -> None:
        case.close(outcome, self.now)
        self.plan.moments.add((case.channel_id, self.now))
        self.log(case, Kind.CLOSED, {"outcome": outcome})
        if case.id:
            self.touched[case.id] = case

    def promise(self, case: CaseRow, subject: Subject) -> None:
        case.promise(self.known.promises[case.community_id], subject.said_at(case.revision, self.now), self.now)

    def let_join(self, case: CaseRow) -> None:
        if case.fingerprint and not case.closed_at:
            self.same_text.setdefault((case.community_id, case.fingerprint), case)

    def link(self, case: CaseRow, judgement: Judgement) -> None:
        guidelines = sorted({guideline for guideline, _ in self.found(judgement)})
        self.plan.links += [Link(case, each) for each in guidelines if (case.id, each) not in self.known.links]

    def found(self, judgement: Judgement) -> Iterator[tuple[int, str]]:
        return ((self.known.guidelines[int(each.guideline)], each.excerpt) for each in judgement.findings)

    def posts(self, case: CaseRow) -> Sequence[Post]:
        return self.known.posts.get(case.thread, ())

    def log(self, case: CaseRow, kind: Kind, facts: dict[str, Any], *, why: str = "") -> None:
        self.plan.events.append(Event(case, kind, facts, why))


def open_case(own: Sequence[CaseRow]) -> CaseRow | None:
    return next((case for case in own if not case.closed_at), None)


def machine_closed(own: Sequence[CaseRow], revision: int) -> CaseRow | None:
    """Return the case of this text that no person closed, if there is one."""
    return next((case for case in own if case.revision == revision and case.outcome in list(Outcome)), None)
