"""The cases of a plan in the making, as they are so far."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from moderation.assessments.values import Event, Kind, Known, Link, Plan, Subject, Verdict
from moderation.cases.case_row import CaseRow, Outcome
from moderation.cases.clock_row import ClockRow
from moderation.cases.message_row import MessageRow, Role, Settled
from moderation.cases.reckoning import reckon_from_posted
from moderation.cases.settling import CaseParts, moments_of, promise_for, settle_case
from moderation.policy.clocks import REPLIES, Deeds, End, Promise, answers
from moderation.policy.values import Judgement


class Draft:
    """A plan in the making, with the cases as they are so far."""

    def __init__(self, known: Known, now: datetime) -> None:
        self.known, self.now, self.plan = known, now, Plan()
        self.cases = {case.id: copy(case) for case in known.cases}
        self.touched: dict[int | None, CaseRow] = {}
        self.of_message: dict[int, list[MessageRow]] = {}
        self.rows: dict[int, list[MessageRow]] = {}
        self.clocks: dict[int, list[ClockRow]] = {}
        self.of_person: dict[tuple[int | None, int | None], CaseRow] = {}
        self.same_text: dict[tuple[int, int], CaseRow] = {}
        for row in map(copy, known.rows):
            self.place(row, self.cases[row.case_id])
        for clock in map(copy, known.clocks):
            self.clocks_of(self.cases[clock.case_id]).append(clock)
        for case in self.cases.values():
            self.let_join(case)

    def rows_of(self, case: CaseRow) -> list[MessageRow]:
        # By its own identity, because a new one has no key yet.
        return self.rows.setdefault(id(case), [])

    def clocks_of(self, case: CaseRow) -> list[ClockRow]:
        return self.clocks.setdefault(id(case), [])

    def place(self, row: MessageRow, case: CaseRow) -> None:
        self.of_message.setdefault(row.message_id, []).append(row)
        self.rows_of(case).append(row)
        self.plan.places[id(row)] = case

    def case_of(self, row: MessageRow) -> CaseRow:
        return self.plan.places[id(row)]

    def finished(self) -> Plan:
        """Settle all touched cases, and return the plan."""
        before = {case.id: case for case in self.known.cases}
        clocked = defaultdict[int | None, list[ClockRow]](list)
        for clock in self.known.clocks:
            clocked[clock.case_id].append(clock)
        for case in (*self.touched.values(), *self.plan.opened):
            parts = self.parts_of(case)
            promise = self.known.promises.get(case.community_id, Promise())
            settle_case(parts, self.known.posts, self.deeds(case), self.now)
            reckon_from_posted(parts, promise)
            case.stand(promise.week)
            # Unchanged moments too, because their deadlines may have changed.
            self.plan.moments |= moments_of(parts.clocks) | moments_of(clocked[case.id] if case.id else ())
        self.plan.changed = [case for case in self.touched.values() if case != before[case.id]]
        self.keep_changed_parts()
        return self.plan

    def keep_changed_parts(self) -> None:
        rows = {row.id: row for row in self.known.rows}
        clocks = {clock.id: clock for clock in self.known.clocks}
        for case in (*self.touched.values(), *self.plan.opened):
            for row in self.rows_of(case):
                if row.id is None:
                    self.plan.rows.append(row)
                elif row != rows[row.id]:
                    self.plan.changed_rows.append(row)
            for clock in self.clocks_of(case):
                if clock.id is None:
                    self.plan.clocks.append((case, clock))
                elif clock != clocks[clock.id]:
                    self.plan.changed_clocks.append(clock)

    def take_up(self, case: CaseRow) -> Kind:
        """Reopen a case if it was closed.

        Escalation rules check it again.
        """
        self.touch(case)
        case.rules_due_at = self.now
        if not case.closed_at:
            return Kind.ASSESSED
        self.plan.moments |= {(case.channel_id, case.closed_at), (case.channel_id, self.now)}
        case.reopen(self.now)
        return Kind.REOPENED

    def resume(self, case: CaseRow) -> None:
        """Let the promises run again that ended with a case, so that none is made twice."""
        settle_case(self.parts_of(case), self.known.posts, self.deeds(case), self.now)

    def parts_of(self, case: CaseRow) -> CaseParts:
        return CaseParts(case, self.rows_of(case), self.clocks_of(case))

    def touch(self, case: CaseRow) -> None:
        if case.id:
            self.touched[case.id] = case

    def new_row(self, verdict: Verdict, case: CaseRow, role: Role = Role.OWN) -> MessageRow:
        row = verdict.subject.new_row(self.now)
        row.role = role
        row.say(verdict.judgement, verdict.assessment)
        self.place(row, case)
        return row

    def new_case(self, subject: Subject) -> CaseRow:
        case = subject.new_case(self.now)
        # Even without rules, because a rule saved at this moment cannot see an uncommitted case.
        case.rules_due_at = self.now
        self.plan.opened.append(case)
        self.plan.moments.add((case.channel_id, self.now))
        return case

    def stays(self, row: MessageRow) -> bool:
        return row.needs_a_person or self.case_of(row).id in self.known.escalated

    def is_answered(self, row: MessageRow) -> bool:
        return any(answers(post, row) for post in self.known.posts.get(row.thread, ()))

    def settle_row(self, row: MessageRow, how: Settled, outcome: Outcome, *, why: str = "") -> None:
        """Settle a message, and close its case when nothing is left of it."""
        case = self.case_of(row)
        row.settle(how, self.now)
        self.touch(case)
        # Copies of what is gone are judged again.
        waiting = outcome is not Outcome.GONE and any(each.is_waiting for each in self.rows_of(case))
        if not waiting and not any(each.stands and each.is_own for each in self.rows_of(case)):
            self.close(case, outcome, why=why)
        else:
            case.lead_with(self.rows_of(case))

    def leave(self, row: MessageRow, how: End) -> list[ClockRow]:
        """Take a message out of its case, and return the promises that ran for it alone."""
        case, row.left_at = self.case_of(row), self.now
        self.touch(case)
        alone = [each for each in self.clocks_of(case) if each.runs and each.message_id == row.message_id]
        # Those of a person's own message are the case's.
        alone = [] if row.is_own else alone
        for clock in alone:
            clock.ended_at, clock.ended_as = self.now, how
        return alone

    def clocks_left(self, subject: Subject) -> Sequence[ClockRow]:
        """Return what was promised for a message in the place that it left."""
        left = self.known.left.get(subject.message)
        return left.clocks if left else ()

    def began_at(self, subject: Subject) -> datetime:
        """Return when the clocks of a message start, which its case may have gone without."""
        left = self.known.left.get(subject.message)
        # Another text is another matter.
        is_same = left is not None and left.revision == subject.revision
        return min(left.joined_at, self.now) if left and is_same else subject.began_at(self.now)

    def go_on(self, left: Iterable[ClockRow], message: int) -> None:
        """Let promises of the place that a message left be due no later where it is now."""
        rows = self.of_message.get(message, ())
        clocks = self.clocks_of(self.case_of(rows[-1])) if rows else ()
        for before in left:
            for clock in clocks:
                if clock.runs and clock.kind in REPLIES and before.kind in REPLIES:
                    clock.hurry(before)

    def close(self, case: CaseRow, outcome: Outcome, *, why: str = "") -> None:
        if case.closed_at:
            return
        case.close(outcome, self.now)
        self.plan.moments.add((case.channel_id, self.now))
        self.log(case, Kind.CLOSED, {"outcome": outcome}, why=why)
        self.touch(case)

    def promise(self, case: CaseRow, row: MessageRow, subject: Subject, *, is_further: bool = False) -> None:
        began = self.now if is_further else self.began_at(subject)
        earlier = [post.given_at for post in self.known.posts.get(row.thread, ()) if answers(post, row)]
        if earlier and min(earlier) < began:
            # What was answered on the platform before we knew of it is measured from when it was said.
            began = min(began, subject.posted_at)
        clocks = self.clocks_of(case)
        promise_for(row, case, clocks, self.known.promises[case.community_id], began)

    def let_join(self, case: CaseRow) -> None:
        """Let further messages of the person, and others of the same text, find the case."""
        person = (case.conversation_id, case.author_id)
        other = self.of_person.get(person)
        if other is None or is_newer(case, other):
            self.of_person[person] = case
        if case.fingerprint and not case.closed_at:
            self.same_text.setdefault((case.community_id, case.fingerprint), case)

    def link(self, case: CaseRow, judgement: Judgement) -> None:
        guidelines = sorted({guideline for guideline, _ in self.found(judgement)})
        linked = {link.guideline for link in self.plan.links if link.case is case}
        fresh = [each for each in guidelines if (case.id, each) not in self.known.links and each not in linked]
        self.plan.links += [Link(case, each) for each in fresh]

    def found(self, judgement: Judgement) -> Iterator[tuple[int, str]]:
        return ((self.known.guidelines[int(each.guideline)], each.excerpt) for each in judgement.findings)

    def deeds(self, case: CaseRow) -> Deeds:
        return self.known.deeds.get(case.id or 0, Deeds())

    def log(self, case: CaseRow, kind: Kind, facts: dict[str, Any], *, why: str = "") -> None:
        self.plan.events.append(Event(case, kind, facts, why))


def is_newer(case: CaseRow, other: CaseRow) -> bool:
    """Tell whether a person's new message goes to this case rather than to the other one."""
    if case.closed_at and other.closed_at:
        return case.closed_at > other.closed_at
    if case.closed_at or other.closed_at:
        return case.closed_at is None
    return (case.split_no, case.id or 0) > (other.split_no, other.id or 0)
