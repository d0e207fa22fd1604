"""What a page lists, and what the words beside an address name, is of that address's community alone."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moderation.models import Case, CaseGuideline, Change, Escalation, Outbox, Upload
from tests.access_rows import make_rows
from tests.builders import NOON, make_channel, make_community, make_membership, make_user
from tests.test_access import KEYS, TABLE, place

Rows = dict[str, Any]
Key = Callable[[Rows], Any]
Ask = Callable[[Client, str, str], Any]
LISTS = [name for name, keys in KEYS.items() if keys == ("community",) and "GET" in TABLE.get(name, {})]
# Forms and figures, without a row's own words.
WITHOUT_ROWS = {
    *("queue-new", "health-csv", "settings-invite", "settings-feeds", "settings-holidays"),
    *("members-join", "settings-retention"),
    # Without a file it leads to the list of imports.
    "import-place",
    # They lead to the page that has their forms.
    *("settings-targets", "settings-hours", "settings-closed-days"),
    *("settings-desk", "settings-community", "settings-community-new"),
}
MARKS = ("only-tarnfell", "only-emberloom")
NOWHERE = "987654"


@pytest.fixture
def there(db: None) -> Rows:
    """Emberloom's rows, which are older than Tarnfell's."""
    return make_rows(make_community("emberloom"), TABLE)


@pytest.fixture
def here(there: Rows) -> Rows:
    return make_rows(make_community("tarnfell"), TABLE)


@pytest.fixture
def client(there: Rows, here: Rows) -> Client:
    """Of Robin, who is admin of both."""
    robin, client = make_user("robin", "admin", here["case"].community), Client()
    make_membership(robin, there["case"].community, "admin")
    client.force_login(robin)
    return client


@pytest.mark.parametrize("name", LISTS)
def test_a_page_lists_only_what_is_of_its_community(client: Client, here: Rows, there: Rows, name: str) -> None:
    pages = [client.get(place(name, rows, rows["case"].community.slug)).getvalue().decode() for rows in (here, there)]
    shown = [[mark for mark in MARKS if mark in page] for page in pages]
    assert shown == ([[], []] if name in WITHOUT_ROWS else [["only-tarnfell"], ["only-emberloom"]])


def row(name: str) -> Key:
    return lambda rows: rows[name].pk


def slug(name: str) -> Key:
    return lambda rows: rows[name].slug


def person(rows: Rows) -> int:
    return rows["case"].community.memberships.get(role="manager").user_id


def first_change(rows: Rows) -> int:
    return Change.objects.filter(community=rows["case"].community).earliest("pk").pk


def target(client: Client, path: str, key: str) -> Any:
    return client.get(path, headers={"HX-Request": "true", "HX-Target": f"case-{key}"})


def query(field: str) -> Ask:
    return lambda client, path, key: client.get(path, {field: key})


def posted(field: str, **more: str) -> Ask:
    return lambda client, path, key: client.post(path, {field: key, **more})


# An address, the key of a row, and how a request names that row beside the path.
WORDS: dict[str, tuple[str, Key, Ask]] = {
    "the row that htmx asks for": ("queue", row("case"), target),
    "the number that is searched for": ("queue", row("case"), query("q")),
    "the queue of a channel": ("queue", slug("settings-channel"), query("channel")),
    "the queue of a guideline": ("queue", slug("guideline"), query("guideline")),
    "the queue of a person": ("queue", person, query("assignee")),
    "the answer to reply with": ("case", row("escalation-answer"), query("answer")),
    "the to-do list of a channel": ("to-do", slug("settings-channel"), query("channel")),
    "the record before a change": ("settings-record", first_change, query("before")),
    "the case to merge": ("case-merge", row("case"), posted("other")),
    "a decision's guideline": ("case-decide", row("guideline"), posted("guideline", action="hide", revision="1")),
    "the feed of a channel": ("settings-channel", row("settings-feed"), posted("feed", name="Reviews")),
    "the feed of a new channel": ("settings-channel-new", row("settings-feed"), posted("feed", name="Others")),
    "the source of a new channel": ("settings-channel-new", row("settings-source"), posted("source", name="Others")),
    "the member to join": ("members-join", row("settings-member"), query("member")),
    "the member to join with": ("members-join", row("settings-member"), query("other")),
    "the channel that a file is put into": ("import-move", row("settings-channel"), posted("channel", to="channel")),
    "the source of a channel for a file": (
        "import-move",
        row("settings-source"),
        posted("source", to="new", name="Others"),
    ),
    "the channel of a file": (
        "imports",
        slug("settings-channel"),
        lambda client, path, key: client.post(f"{path}?channel={key}"),
    ),
}


def answered(client: Client, here: Rows, what: str, key: object) -> tuple[int, str, list[int]]:
    """The status, where it leads, and how often each community's rows are shown, whatever the key was."""
    name, _, ask = WORDS[what]
    answer = ask(client, place(name, here), str(key))
    page = answer.getvalue().decode().replace(str(key), "")
    return answer.status_code, answer.headers.get("Location", ""), [page.count(mark) for mark in MARKS]


@pytest.fixture
def findable(here: Rows, there: Rows) -> None:
    """Rows that each key tells from others: claimed, under a guideline, answered by a team, and one of two to do.

    Of their files nothing is stored yet.
    """
    for rows, mark in zip((here, there), MARKS, strict=True):
        case, other = rows["case"], make_channel(rows["case"].community, "second")
        CaseGuideline.between(case, rows["guideline"].pk).save()
        Case.objects.filter(pk=case.pk).update(assignee=person(rows))
        Escalation.objects.filter(case=case).update(answer=mark, answered_at=NOON)
        # A file of which something is stored stays where it is.
        Upload.objects.filter(pk=rows["import"].pk).update(run=None)
        todo = Outbox.objects.get(case=case)
        todo.pk, todo.stable_id, todo.channel, todo.text = None, uuid4(), other, mark
        todo.save()


@pytest.mark.parametrize("what", WORDS)
def test_the_key_of_a_foreign_row_finds_no_more_than_one_that_nothing_has(
    client: Client, here: Rows, there: Rows, findable: None, what: str
) -> None:
    own, foreign = WORDS[what][1](here), WORDS[what][1](there)
    absent = answered(client, here, what, NOWHERE)
    assert answered(client, here, what, foreign) == absent
    assert answered(client, here, what, own) != absent
