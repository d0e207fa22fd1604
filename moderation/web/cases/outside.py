"""Says how far decisions and replies are outside, and what undo can still do about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max

from community.connectors.kinds import carrying_connectors, label_of
from community.models import Channel
from moderation.models import Case, CaseEvent, Escalation, Outbox
from moderation.outbox.fetching import OPEN
from moderation.policy.decisions import act_of, takes_back

Kind = Outbox.Kind
State = Outbox.State

GOES_OUT = "goes out"
MAIL_LEFT = "The mail has left and cannot be called back; undo withdraws the question, and the team sees that."
MAIL_MAY_LEAVE = "The mail may have left; undo then withdraws the question, and the mail stays."
MAY_BE_DONE = "A program was told to do it, and it may have gone out; nothing takes it back."
PERHAPS_DONE = "Nobody can say whether it was carried out, and nothing takes it back. Look on the platform."
TAKEN_UP = "The team has taken it up, so the question cannot be undone. A note says what has changed."


@dataclass(frozen=True, slots=True)
class Line:
    """How far the rows of one kind are that one event caused. `left` are the seconds until they go out."""

    kind: str
    state: Outbox.State
    count: int
    left: int
    leased: bool
    done_at: datetime | None
    error: str
    # A program was told of some of them, and has not said what became of it.
    fetched: bool = False
    # What happens to those that wait when their time is over.
    goes: str = GOES_OUT

    @property
    def name(self) -> str:
        """A thing is only called done when it is."""
        act = act_of(self.kind)
        return act.done_words if self.state == State.DONE else act.words

    @property
    def says(self) -> str:
        if self.state == State.OFFERED and self.fetched:
            return "fetched, and no answer yet"
        if self.state != State.WAITING:
            return {State.FAILED: "not carried out", State.CANCELLED: "cancelled before it went out"}.get(
                self.state, self.state.label.lower()
            )
        if self.leased:
            return "being carried out"
        return "waiting for its turn" if not self.left else "waiting to be tried again" if self.error else self.goes


@dataclass(frozen=True, slots=True)
class Undo:
    """The last thing done, whether it can be undone, and what undoing does now and once `left` seconds are over."""

    event: CaseEvent
    possible: bool
    left: int
    now: str
    later: str = ""


def outbox_lines(case: Case, now: datetime) -> dict[int, list[Line]]:
    """The outbox of a case by the event that caused it."""
    # Added up, as one decision may cover hundreds of copies.
    rows = case.outbox.values("cause_id", "kind", "state").order_by("cause_id", "kind", "state")
    totals = rows.annotate(
        count=Count("pk"),
        due=Max("due_at"),
        leased=Count("token"),
        done=Max("done_at"),
        fault=Max("error"),
        fetched=Count("fetched_at"),
    )
    goes = where_it_goes(case.channel, by_program=case.by_program)  # type: ignore[attr-defined]
    by_cause = defaultdict(list)
    for total in totals:
        by_cause[total["cause_id"]].append(
            _outbox_line(total, now, GOES_OUT if total["kind"] in Outbox.NOTICES else goes)
        )
    return by_cause


def _outbox_line(total: Mapping[str, Any], now: datetime, goes: str) -> Line:
    state = State(total["state"])
    waits = (total["due"] - now).total_seconds() if state == State.WAITING else 0
    left, fetched = max(0, round(waits)), state in OPEN and total["fetched"] > 0
    leased, done_at, error = total["leased"] > 0, total["done"], total["fault"]
    return Line(total["kind"], state, total["count"], left, leased, done_at, error, fetched, goes)


def is_by_hand(channel: Channel, *, by_program: bool = False) -> bool:
    return not by_program and (channel.feed is None or channel.feed.kind not in carrying_connectors())


def where_it_goes(channel: Channel, *, by_program: bool = False) -> str:
    """Say what happens on this channel to what waits, when its time is over."""
    if by_program:
        return "can be fetched by the program"
    return "stands under To do" if is_by_hand(channel) else GOES_OUT


def how_it_goes_out(channel: Channel, seconds: int, *, by_program: bool = False) -> str:
    """Who carries a decision out on this channel, and until when undo simply cancels it."""
    if by_program:
        return f"After {seconds} s the program of this source may fetch and do it; until then undo cancels it."
    if channel.feed is None or is_by_hand(channel):
        return f"After {seconds} s it stands under To do on the platform, to be done there by hand."
    return f"Carried out by the {label_of(channel.feed.kind).lower()} after {seconds} s; until then undo cancels it."


def undo_of(event: CaseEvent, caused: Iterable[Line]) -> Undo:
    """What undoing this event does, worked out from how far its rows are."""
    live = [line for line in caused if line.state != State.CANCELLED and not takes_back(line.kind)]
    if any(line.leased and line.state == State.WAITING for line in live):
        return Undo(event, False, 0, "It is being carried out at this moment.")
    done = [line.kind for line in live if line.state == State.DONE]
    if final := next((kind for kind in done if not act_of(kind).undone_by), ""):
        return Undo(event, False, 0, _final_words(final))
    if done:
        return Undo(event, True, 0, _compensation_words("It was carried out", done[0]))
    return _undo_of_what_waits(event, live)


def _undo_of_what_waits(event: CaseEvent, live: Sequence[Line]) -> Undo:
    # One that failed, or is tried again, may have been carried out all the same.
    unsure = [line for line in live if line.fetched or line.error or line.state == State.FAILED]
    if final := next((line for line in unsure if not act_of(line.kind).undone_by), None):
        return Undo(event, False, 0, MAY_BE_DONE if final.fetched else PERHAPS_DONE)
    if unsure:
        return Undo(event, True, 0, _compensation_words("It may have been carried out", unsure[0].kind))
    left = max((line.left for line in live if line.state == State.WAITING), default=0)
    if left:
        return Undo(event, True, left, "Undo cancels it before it goes out.", _undone_later(live[0].kind))
    if any(line.state == State.OFFERED for line in live):
        return Undo(event, True, 0, "No program has fetched it yet; undo takes it back.")
    if any(line.state == State.TO_DO for line in live):
        return Undo(event, True, 0, "It is not marked as done on the platform; undo takes it off the list.")
    return Undo(event, True, 0, "Nothing was sent for it; undo takes it back here.")


def undo_of_escalation(event: CaseEvent, mails: Sequence[Line], state: Escalation.State) -> Undo:
    """What undoing this question to a team does, worked out from how far its mails and the team are."""
    if state != Escalation.State.NEW:
        return Undo(event, False, 0, TAKEN_UP)
    if any(line.state == State.DONE for line in mails):
        return Undo(event, True, 0, MAIL_LEFT)
    left = max((line.left for line in mails if line.state == State.WAITING), default=0)
    if left:
        return Undo(event, True, left, "Undo withdraws it before the team gets a mail.", MAIL_MAY_LEAVE)
    return Undo(event, True, 0, "Nobody has got a mail of it; undo withdraws the question.")


def _undone_later(kind: str) -> str:
    if kind == Kind.REPLY:
        return "It may have gone out; a reply that was sent cannot be unsent."
    if not act_of(kind).undone_by:
        return "It may have gone out, and nothing takes it back."
    return _compensation_words("It may have gone out", kind)


def _compensation_words(happened: str, kind: str) -> str:
    return f"{happened}; undo then asks the platform to {act_of(act_of(kind).undone_by).words.lower()} it."


def _final_words(kind: str) -> str:
    if kind == Kind.REPLY:
        return "The reply was sent; it cannot be unsent."
    return f"{act_of(kind).done_words}, and nothing takes that back."
