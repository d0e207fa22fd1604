"""A connector is one file and one row, and what it signs in with shows itself nowhere."""

import json
import logging
from io import StringIO
from types import MappingProxyType
from typing import Any

import pytest
from django import forms
from django.core.management import call_command
from django.test import Client

from community.connectors.fields import SecretField
from community.connectors.kinds import CONNECTORS
from community.connectors.values import Action, Budget, NewChannel
from community.models import Community, Feed
from moderation.administration import feeds
from moderation.cases import actions
from moderation.changes import mark_of_values
from moderation.models import Change, Outbox, User
from moderation.outbox import delivery
from moderation.work import sweep
from tests.builders import NOON, make_case, make_channel, make_feed, make_message
from tests.web.administration.browsing import at, fill, opened, text

TOKEN = "xoxb-5up3r-s3cr3t"


class LetterForm(forms.Form):
    box = forms.CharField(label="Letter box")
    token = SecretField(label="Token")


class Letters:
    """A connector that writes down what it is asked."""

    label = "Letters"
    budget = Budget(seconds_a_pull=1, seconds_a_row=1, waits=(7, 9))
    defaults = MappingProxyType({"box": "Main street", "shelf": 3})
    settings_form = LetterForm

    def __init__(self) -> None:
        self.done: list[Action] = []
        self.tokens: list[str] = []

    def summary(self, _feed: Feed) -> str:
        return ""

    def about(self, community: Community) -> str:
        return f"It reads the letters of {community}."

    def why_not(self, _community: Community) -> str:
        return ""

    def new_channels(self, _community: Community) -> list[NewChannel]:
        return [NewChannel("letters", "Letters to us", True, True, "en")]

    def pull(self, feed: Feed, *_arguments: Any, **_named: Any) -> int:
        self.tokens.append(feed.secrets["token"])
        return 2

    def carry_out(self, _feed: Feed, action: Action) -> None:
        self.done.append(action)
        if action.text == "lost":
            raise ConnectionError("no postman")


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    connector = Letters()
    monkeypatch.setitem(CONNECTORS, "letters", connector)
    return connector


@pytest.fixture
def feed(letters: Letters, tarnfell: Community) -> Feed:
    return make_feed(tarnfell, kind="letters", secrets={"token": TOKEN})


def test_a_connector_of_the_table_can_be_added_in_settings(desk: Client, letters: Letters, tarnfell: Community) -> None:
    page = text(desk.get(at("settings-feeds")))
    assert "It reads the letters of Tarnfell Outdoor." in page
    assert "Add the letters" in page
    desk.post(at("settings-feeds"), {"kind": "letters"})
    made = Feed.objects.get()
    assert (made.kind, made.settings) == ("letters", {"box": "Main street", "shelf": 3})
    assert list(made.channels.values_list("slug", flat=True)) == ["letters"]
    page = text(desk.get(at("settings-feeds")))
    assert "<dt>Letter box</dt><dd>Main street</dd>" in page
    assert "Add the letters" not in page
    assert "Letters on." in text(desk.get(at("settings")))


@pytest.mark.parametrize("kind", ["", "nonsense"])
def test_what_is_no_kind_is_not_added(desk: Client, tarnfell: Community, kind: str) -> None:
    assert "There is no such feed." in text(desk.post(at("settings-feeds"), {"kind": kind}, follow=True))
    assert not Feed.objects.exists()


def test_it_is_read_and_told_by_the_sweep(feed: Feed, letters: Letters, ana: User) -> None:
    case = make_case(make_message(channel=make_channel(slug="letters", feed=feed)))
    actions.decide(case, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    assert sweep.read_feeds(NOON) == 2
    delivery.deliver_due(NOON.replace(minute=1))
    (action,) = letters.done
    assert (action.kind, action.channel, action.target_external_id) == ("hide", "letters", case.message.external_id)
    assert letters.tokens == [TOKEN]


def test_it_is_tried_as_often_and_as_late_as_it_says(feed: Feed, letters: Letters, ana: User) -> None:
    case = make_case(make_message(channel=make_channel(slug="letters", feed=feed)))
    actions.decide(case, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    Outbox.objects.update(text="lost")
    due, waited = Outbox.objects.get().due_at, []
    while (row := Outbox.objects.get()).state == "waiting":
        waited.append(int((row.due_at - due).total_seconds()))
        due = row.due_at
        delivery.deliver_due(due)
    assert (waited, row.tries, row.state) == ([0, 7, 9], 3, "failed")


def test_a_secret_that_is_left_blank_stays_and_one_that_is_given_is_on_the_record_without_itself(
    desk: Client, feed: Feed
) -> None:
    address = at("settings-feed", pk=feed.pk)
    fill(desk, address, box="Side street")
    feed.refresh_from_db()
    assert (feed.settings["box"], feed.secrets) == ("Side street", {"token": TOKEN})
    fill(desk, address, token="another")
    feed.refresh_from_db()
    assert feed.secrets == {"token": "another"}
    assert Change.objects.first().after == {"token": "given anew"}
    page = text(desk.get(at("settings-record")))
    assert "Token" in page
    assert "given anew" in page


def pages(desk: Client, feed: Feed) -> str:
    names = ("settings", "settings-feeds", "settings-channels", "settings-record", "queue", "health")
    return "".join(text(desk.get(at(name))) for name in names) + text(desk.get(at("settings-feed", pk=feed.pk)))


def admin_of_django(client: Client, feed: Feed) -> str:
    return "".join(text(client.get(f"/admin/community/feed/{where}")) for where in ("", f"{feed.pk}/change/"))


def test_a_secret_shows_itself_on_no_page_record_export_log_or_repr(
    desk: Client, feed: Feed, ada: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = mark_of_values(feeds.feed_values(feed))
    feeds.change_feed(feed, ada, NOON, is_on=True, seen=seen, box="Side street", token=TOKEN)
    User.objects.filter(pk=ada.pk).update(is_superuser=True)
    dump = StringIO()
    call_command("dumpdata", "community", "moderation", stdout=dump)
    monkeypatch.setattr(Letters, "pull", lambda _self, feed, *_rest, **_more: 1 // len({} & feed.secrets.keys()))
    with caplog.at_level(logging.DEBUG):
        sweep.read_feeds(NOON)
        logging.getLogger(__name__).warning("%s %r %s", feed, Feed.objects.get(), Feed.objects.values().get())
    assert "could not read feed" in caplog.text
    whole = [pages(desk, feed), admin_of_django(desk, feed), dump.getvalue(), caplog.text]
    whole += [json.dumps(list(Change.objects.values("before", "after"))), repr(feed), repr(vars(Feed.objects.get()))]
    assert [place for place in whole if TOKEN in place] == []
    assert Feed.objects.get().secrets["token"] == TOKEN


def test_a_form_that_is_sent_back_does_not_show_the_secret_again(desk: Client, feed: Feed) -> None:
    address = at("settings-feed", pk=feed.pk)
    answer = desk.post(address, opened(desk, address) | {"box": "", "token": TOKEN})
    assert answer.status_code == 422
    assert TOKEN not in text(answer)


def test_a_feed_whose_connector_is_gone_breaks_no_page(desk: Client, tarnfell: Community) -> None:
    gone: Any = make_feed(tarnfell, kind="gone")
    make_channel(tarnfell, "lost", feed=gone)
    for name in ("settings", "settings-feeds", "settings-channels", "queue"):
        assert desk.get(at(name)).status_code == 200
    assert desk.get(at("settings-feed", pk=gone.pk)).status_code == 404
    assert sweep.read_feeds(NOON) == 0


@pytest.mark.parametrize(
    ("settings", "stored", "says"),
    [
        ({"a_minute": 30, "seed": 7}, {"a_minute": 30, "seed": 7}, ""),
        ({"seed": 7}, {"seed": 7}, ""),
        ({"a_minute": 601}, {"a_minute": 5}, "a_minute: Ensure this value is less than or equal to 600."),
        ({"a_minute": "many"}, {"a_minute": 5}, "a_minute: Enter a number."),
        ([30], {"a_minute": 5}, "Settings are a JSON object."),
    ],
)
def test_in_the_admin_of_django_a_connector_checks_its_settings(
    desk: Client, ada: User, settings: Any, stored: Any, says: str
) -> None:
    User.objects.filter(pk=ada.pk).update(is_superuser=True)
    feed = make_feed(Community.objects.get(), settings={"a_minute": 5})
    typed = {"community": feed.community_id, "kind": "stub", "is_on": "on", "settings": json.dumps(settings)}
    answer = desk.post(f"/admin/community/feed/{feed.pk}/change/", typed)
    assert says in text(answer)
    assert answer.status_code == (200 if says else 302)
    feed.refresh_from_db()
    assert feed.settings == stored
