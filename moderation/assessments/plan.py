"""Decide how judged, unchecked, answered and deleted messages change cases."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from moderation.assessments.draft import Draft
from moderation.assessments.gathering import gather
from moderation.assessments.reckoning import reckon
from moderation.assessments.values import Kind, Known, Plan, Subject, Verdict
from moderation.cases.case_row import CaseRow, Outcome
from moderation.cases.clock_row import ClockRow
from moderation.cases.message_row import MessageRow, Role, Settled, worst
from moderation.policy.clocks import End
from moderation.policy.values import Judgement, Opening

# An unchecked message comes first in the queue, because nobody has looked at it.
UNCHECKED_PRIORITY = 100
NOBODY_WAITS = "It counts as written by staff or by a machine, which wait for nothing."
NO_ERROR = "Each try ended without a word: it took its worker down, or ran out of time."
BY_MACHINE = (Settled.ANSWERED, Settled.GONE, Settled.CLOSED)
# What a case was closed as after which a further message of the person is another matter.
OVER = "decided"


def plan_batch(verdicts: Iterable[Verdict], known: Known, now: datetime, *, heard: Collection[int] = ()) -> Plan:
    """Plan the changes that judged messages make.

    Staff wrote in the `heard` threads.
    """
    draft = Planner(known, now)
    for verdict in verdicts:
        if verdict.subject.may_open:
            draft.settle(verdict)
            reckon(draft, verdict)
        if not verdict.subject.is_first:
            draft.plan.again.append(verdict.subject.message)
        draft.excuse(verdict.subject)
    draft.hear(heard)
    return draft.finished()


def plan_unchecked(subject: Subject, error: str, known: Known, now: datetime) -> Plan:
    """Plan a case, first in the queue, for a message that could not be checked."""
    draft = Planner(known, now)
    if subject.may_open:
        draft.settle_unchecked(subject, error)
    return draft.finished()


def plan_standing(known: Known, now: datetime, *, gone: Collection[int] = (), heard: Collection[int] = ()) -> Plan:
    """Plan the changes to standing cases by deletions, by answers and by conversations that became others.

    The `gone` messages are deleted by their authors, and staff wrote in the `heard` threads.
    """
    draft = Planner(known, now)
    gather(draft)
    draft.let_go(gone)
    draft.hear(heard)
    return draft.finished()


def may_join(judgement: Judgement) -> bool:
    """Tell whether a message may be handled as a copy of another one."""
    # Who only waits for an answer needs one of their own.
    return bool(judgement.fingerprint and judgement.openings and judgement.openings != (Opening.ANSWER,))


class Planner(Draft):
    """Finds the place of each message, and settles what stands."""

    def settle(self, verdict: Verdict) -> None:
        """Find the place of a message, or open a case where it needs one."""
        subject, judgement, _ = verdict
        own = self.of_message.get(subject.message, [])
        standing = standing_row(own) or (self.settled_by_machine(own, subject.revision) if judgement.openings else None)
        left: list[ClockRow] = []
        if standing and self.must_leave(standing, subject):
            left = self.leave(standing, End.MOVED if judgement.openings else End.WITHDRAWN)
            standing, own = None, [row for row in own if row is not standing]
        if standing and standing.is_own:
            self.follow(standing, verdict, own)
        elif not standing and self.needs_a_place(verdict, own):
            self.find_place(verdict, own)
            self.go_on([*left, *self.clocks_left(subject)], subject.message)

    def must_leave(self, row: MessageRow, subject: Subject) -> bool:
        """Tell whether a message needs another place than the one that it has."""
        if not row.is_own:
            # An edited copy says the same no longer.
            return row.revision != subject.revision
        mine, case = self.of_person.get((subject.thread, subject.author)), self.case_of(row)
        # Two cases of a person in one conversation are open only where somebody split them.
        return bool(subject.author and case.closed_at and mine and mine is not case and not mine.closed_at)

    def find_place(self, verdict: Verdict, own: Sequence[MessageRow]) -> None:
        subject, judgement, _ = verdict
        mine = self.of_person.get((subject.thread, subject.author)) if subject.author else None
        # One decision for a hundred copies of the same text.
        leading = self.same_text.get((subject.community, judgement.fingerprint))
        if mine and not mine.closed_at:
            self.add(mine, verdict)
        elif leading and may_join(judgement) and not own:
            self.join(leading, verdict)
        elif mine and mine.outcome != OVER and not own:
            self.add(mine, verdict)
        else:
            self.open(verdict, own, mine)

    def needs_a_place(self, verdict: Verdict, own: Sequence[MessageRow]) -> bool:
        """Tell whether a message needs a case, and none covers it yet."""
        openings = verdict.judgement.openings
        if not openings or (openings == (Opening.ANSWER,) and self.is_answered(verdict.subject.new_row(self.now))):
            return False
        return not own or self.says_something_new(verdict, own)

    def says_something_new(self, verdict: Verdict, own: Sequence[MessageRow]) -> bool:
        """Tell whether a new revision has a finding that these texts had not."""
        if any(row.revision == verdict.subject.revision for row in own):
            return False
        before = {found for row in own for found in self.known.found.get(row.id or 0, ())}
        return any(found not in before for found in self.found(verdict.judgement))

    def follow(self, row: MessageRow, verdict: Verdict, own: Sequence[MessageRow]) -> None:
        """Bring a message's place up to its newest text."""
        subject, judgement, assessment = verdict
        case = self.case_of(row)
        before, reasons = row.severity, set(row.opened_for)
        priority = case.priority
        is_new = worst(judgement) > row.severity or self.says_something_new(verdict, [row])
        if is_new:
            case.found_at = self.now
        kind = self.take_up(case)
        self.renew(row, subject, own)
        row.say(judgement, assessment)
        case.lead_with(self.rows_of(case))
        if kind is Kind.REOPENED:
            self.resume(case)
        # Existing promises stay. Only a graver severity and further reasons bring their own.
        if row.severity > before or not reasons.issuperset(row.opened_for) or kind is Kind.REOPENED:
            self.promise(case, row, subject, is_further=True)
        self.link(case, judgement)
        self.log(case, kind, {"revision": subject.revision, "was": priority, "is": case.priority})

    def renew(self, row: MessageRow, subject: Subject, own: Sequence[MessageRow]) -> None:
        """Move a place to a revision, and let it stand again."""
        row.stand_again()
        # An older one keeps its revision, because the newer text has a place of its own.
        if row.revision != subject.revision and not any(
            other.revision == subject.revision for other in own if other is not row
        ):
            row.revision = subject.revision

    def join(self, case: CaseRow, verdict: Verdict) -> None:
        """Let a message of the same text be handled with a case."""
        row = self.new_row(verdict, case, Role.COPY)
        self.promise(case, row, verdict.subject)
        self.touch(case)
        self.log(case, Kind.JOINED, {"message": row.message_id})

    def add(self, case: CaseRow, verdict: Verdict) -> None:
        """Add a further message of the same person, which opens a closed case again for itself alone."""
        subject, judgement, _ = verdict
        was = case.priority
        if worst(judgement) > case.severity or any(self.found(judgement)):
            case.found_at = self.now
        kind, row = self.take_up(case), self.new_row(verdict, case)
        if kind is Kind.REOPENED:
            case.lead_with(self.rows_of(case))
            self.log(case, kind, {"message": row.message_id})
        else:
            case.take_in(row)
        self.promise(case, row, subject)
        self.link(case, judgement)
        self.log(case, Kind.ADDED, {"message": row.message_id, "for": row.opened_for, "was": was, "is": case.priority})

    def open(self, verdict: Verdict, own: Sequence[MessageRow], before: CaseRow | None = None) -> None:
        subject, judgement, _ = verdict
        case = self.new_case(subject)
        earlier = self.case_of(own[-1]) if own else before
        case.follows_id = earlier.id if earlier else None
        row = self.new_row(verdict, case)
        case.lead_with([row])
        case.fingerprint = judgement.fingerprint if may_join(judgement) else 0
        self.promise(case, row, subject)
        self.let_join(case)
        self.link(case, judgement)
        self.log(case, Kind.OPENED, {"for": case.opened_for, "priority": case.priority})

    def settle_unchecked(self, subject: Subject, error: str) -> None:
        own = self.of_message.get(subject.message, [])
        standing = standing_row(own) or self.settled_by_machine(own, subject.revision)
        left: list[ClockRow] = []
        # Nobody knows any more that it says the same as another one.
        if standing and (not standing.is_own or self.must_leave(standing, subject)):
            left = self.leave(standing, End.MOVED)
            standing, own = None, [row for row in own if row is not standing]
        # A person has decided on this very text, so a failed check changes nothing.
        if not standing and any(row.revision == subject.revision for row in own):
            return
        case = self.case_of(standing) if standing else self.of_person.get((subject.thread, subject.author))
        if case and not standing and (case.closed_at or not subject.author):
            case = None
        was, kind = (case.priority, self.take_up(case)) if case else (None, Kind.OPENED)
        case = case or self.new_case(subject)
        row = standing or subject.new_row(self.now)
        if standing:
            self.renew(row, subject, own)
        else:
            self.place(row, case)
        row.is_unchecked, row.priority, row.assessment_id = True, UNCHECKED_PRIORITY, None
        row.add_reasons([Opening.UNCHECKED])
        case.lead_with(self.rows_of(case))
        if kind is Kind.REOPENED:
            self.resume(case)
        self.promise(case, row, subject, is_further=bool(standing))
        self.go_on([*left, *self.clocks_left(subject)], subject.message)
        facts = {"for": case.opened_for, "revision": subject.revision, "was": was, "is": case.priority}
        self.log(case, kind, facts, why=error or NO_ERROR)

    def settled_by_machine(self, own: Sequence[MessageRow], revision: int) -> MessageRow | None:
        """Return the place of this text that no person settled, if there is one."""
        by_machine = (row for row in own if row.revision == revision and row.settled_as in BY_MACHINE)
        return next((row for row in by_machine if row.settled_at not in self.deeds(self.case_of(row)).acted), None)

    def excuse(self, subject: Subject) -> None:
        """Settle what stands of staff and machines for an answer or its tone only."""
        for row in self.of_message.get(subject.message, ()) if subject.is_aside else ():
            if row.stands and not self.stays(row):
                self.settle_row(row, Settled.CLOSED, Outcome.CLOSED, why=NOBODY_WAITS)

    def let_go(self, messages: Collection[int]) -> None:
        """Settle deleted messages about which nobody has to decide any more, and end the wait of all others."""
        for message in messages:
            for row in self.of_message.get(message, ()):
                if row.stands and row.is_own and not self.stays(row):
                    self.settle_row(row, Settled.GONE, Outcome.GONE)
                elif row.is_waiting:
                    self.end_wait(row)

    def end_wait(self, row: MessageRow) -> None:
        """End the wait of a deleted message that stays for another reason, or is a copy."""
        case = self.case_of(row)
        row.waits = False
        self.touch(case)
        # Of others who wrote the same nothing was left but their wait.
        if not any(each.stands and (each.is_own or each.is_waiting) for each in self.rows_of(case)):
            self.settle_row(row, Settled.GONE, Outcome.CLOSED)

    def hear(self, threads: Collection[int]) -> None:
        """Settle the cases of threads in which staff wrote, and close the answered ones."""
        for case in self.cases.values():
            if any(row.thread in threads for row in self.rows_of(case)):
                self.touch(case)
        # An answer that came while the message was judged was not counted for this new case.
        for case in (*self.touched.values(), *self.plan.opened):
            for row in self.rows_of(case):
                if row.stands and row.asks_for_answer_alone and self.is_answered(row) and not self.stays(row):
                    self.settle_row(row, Settled.ANSWERED, Outcome.ANSWERED)


def standing_row(own: Sequence[MessageRow]) -> MessageRow | None:
    return next((row for row in own if row.stands), None)
