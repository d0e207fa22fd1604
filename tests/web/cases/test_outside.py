"""What a decision does outside, and what undo can still do, in words."""

from typing import Any

import pytest

from community.models import Channel, Feed
from moderation.models import CaseEvent, Outbox
from moderation.web.cases.outside import Line, how_it_goes_out, undo_of, where_it_goes

State = Outbox.State


def line(kind: str, state: str, left: int = 0, *, leased: bool = False, error: str = "", **more: Any) -> Line:
    return Line(kind, State(state), 1, left, leased, None, error, **more)


@pytest.mark.parametrize(
    ("caused", "possible", "now", "later"),
    [
        ([], True, "Nothing was sent for it", ""),
        ([line("hide", "waiting", 8)], True, "Undo cancels it", "asks the platform to restore it"),
        ([line("warn", "waiting", 8)], True, "Undo cancels it", "asks the platform to lift it"),
        ([line("reply", "waiting", 8)], True, "Undo cancels it", "cannot be unsent"),
        ([line("hide", "waiting", 8, leased=True)], False, "at this moment", ""),
        ([line("hide", "to_do")], True, "takes it off the list", ""),
        ([line("hide", "offered")], True, "No program has fetched it yet", ""),
        ([line("hide", "offered", fetched=True)], True, "may have been carried out; undo then asks", ""),
        ([line("hide", "to_do", fetched=True)], True, "may have been carried out; undo then asks", ""),
        ([line("reply", "offered")], True, "No program has fetched it yet", ""),
        ([line("reply", "offered", fetched=True)], False, "nothing takes it back", ""),
        ([line("suspend", "done")], True, "asks the platform to lift it", ""),
        ([line("reply", "done")], False, "it cannot be unsent", ""),
        ([line("hide", "failed")], True, "may have been carried out; undo then asks", ""),
        ([line("hide", "waiting", 8, error="timed out")], True, "may have been carried out; undo then asks", ""),
        ([line("reply", "failed")], False, "Nobody can say whether it was carried out", ""),
        ([line("hide", "done"), line("hide", "to_do")], True, "asks the platform to restore it", ""),
        ([line("hide", "cancelled"), line("restore", "waiting", 5)], True, "Nothing was sent for it", ""),
        # What is in no table any more.
        ([line("banish", "waiting", 8)], True, "Undo cancels it", "nothing takes it back"),
        ([line("banish", "done")], False, "Done, and nothing takes that back", ""),
    ],
)
def test_undo_says_what_it_will_do_by_how_far_things_are(caused, possible, now, later):
    undo = undo_of(CaseEvent(), caused)
    assert (undo.possible, now in undo.now, later in undo.later) == (possible, True, True)
    assert bool(undo.left) == any(
        one.left and one.kind != "restore" and not (one.leased or one.error) for one in caused
    )


@pytest.mark.parametrize(
    ("seen", "name", "says"),
    [
        (line("remove", "waiting", 8), "Remove", "goes out"),
        (line("remove", "waiting", 8, goes="stands under To do"), "Remove", "stands under To do"),
        (line("remove", "waiting"), "Remove", "waiting for its turn"),
        (line("remove", "waiting", 8, error="timed out"), "Remove", "waiting to be tried again"),
        (line("remove", "waiting", 8, leased=True), "Remove", "being carried out"),
        (line("remove", "to_do"), "Remove", "to do on the platform"),
        (line("remove", "offered"), "Remove", "waiting to be fetched"),
        (line("remove", "offered", fetched=True), "Remove", "fetched, and no answer yet"),
        (line("remove", "failed"), "Remove", "not carried out"),
        (line("remove", "cancelled"), "Remove", "cancelled before it went out"),
        (line("remove", "done"), "Removed", "done"),
        (line("banish", "to_do"), "Banish", "to do on the platform"),
    ],
)
def test_a_thing_has_the_name_of_its_end_only_when_it_is_done(seen, name, says):
    assert (seen.name, seen.says) == (name, says)


def test_a_channel_says_who_carries_things_out():
    assert "by the stub feed after 10 s" in how_it_goes_out(Channel(feed=Feed(kind="stub")), 10)
    assert "to be done there by hand" in how_it_goes_out(Channel(), 10)
    assert "to be done there by hand" in how_it_goes_out(Channel(feed=Feed(kind="folder")), 10)
    assert "the program of this source may fetch" in how_it_goes_out(Channel(), 10, by_program=True)


def test_what_waits_says_where_it_will_be():
    assert where_it_goes(Channel(feed=Feed(kind="stub"))) == "goes out"
    assert where_it_goes(Channel()) == where_it_goes(Channel(feed=Feed(kind="folder"))) == "stands under To do"
    assert where_it_goes(Channel(), by_program=True) == "can be fetched by the program"
