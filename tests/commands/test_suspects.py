"""manage.py suspects: members who are perhaps strangers to each other."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from community.models import Channel
from tests.builders import make_channel
from tests.community.storing import raw, store


def said(*options: str) -> str:
    out = StringIO()
    call_command("suspects", "--community", "tarnfell", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def strangers(reviews: Channel) -> None:
    store(make_channel(reviews.community, "talk"), raw("t1", author_id="1", author_name="gaz\x1b[31m"))
    store(reviews, raw("r1", author_id="1", author_name="admin", from_staff=True))


def test_the_harm_comes_first_and_no_name_moves_the_cursor(strangers: None) -> None:
    first, last = said().splitlines()
    assert " count as staff wherever a message does not say, because one of them is. 1 in Tarnfell Out" in first
    assert "admin in Store reviews" in first
    assert "\x1b" not in first
    assert last == "1 members of Tarnfell Outdoor are perhaps strangers."


def test_as_json_each_is_an_object(strangers: None) -> None:
    (found,) = map(json.loads, said("--json").splitlines())
    assert (found["source"], found["external_id"]) == ("Tarnfell Outdoor", "1")
    assert {"channel": "reviews", "name": "admin"} in found["names"]


def test_nobody_is_a_stranger_at_first(reviews: Channel) -> None:
    assert said() == "0 members of Tarnfell Outdoor are perhaps strangers.\n"
    assert said("--json") == ""


def test_an_unknown_community_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("suspects", "--community", "nowhere")
