"""A database that began with an earlier part of the project has everything in the newest one, and works."""

from collections.abc import Callable, Iterator
from functools import partial
from io import StringIO
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from community.models import Community, Message, Source
from moderation.models import Case, CaseMessage, User
from moderation.models.teams import slug_of_team
from moderation.policy.clocks import Target
from moderation.recounts import slices as recounts
from moderation.uploads.acted_on import Stays
from tests.earlier.facts import facts_of
from tests.earlier.helpdesk import QUINN, TOKENS
from tests.earlier.living import PARTS, live_through, standing_in
from tests.earlier.schema import DAY, HOUR, NOON, Earlier, key_or_value
from tests.faults.scratch import empty_database
from tests.test_schema import OURS, missing_from_the_database
from tests.web.pushes.programs import Program


def on_clock(kind: str, column: str, case: Any) -> Any:
    return getattr(case.clocks.get(kind=kind), column)


# Where a value stands now that has changed its place or its kind, by the name that it had.
TEAMS = ("Membership", "Invitation", "EscalationRule", "Escalation")
CLOCKS = {"started_at": "clock_started_at"} | {
    column: f"first_{{kind}}_{name}" for column, name in (("due_by", "by"), ("risk_at", "risk_at"), ("kept_at", "at"))
}
OF_CASES: dict[str, Callable[[Any], Any]] = {
    f"moderation.Case.{name.format(kind=kind)}": partial(on_clock, kind, column)
    for kind in ("reply", "action")
    for column, name in CLOCKS.items()
}
MOVED: dict[str, Callable[[Any], Any]] = {
    **{f"moderation.{model}.team": lambda row: slug_of_team(row.team) for model in TEAMS},
    "community.Feed.seed": lambda row: row.settings["seed"],
    "community.Feed.a_minute": lambda row: row.settings["a_minute"],
}
# The copies of what cases stood by went with the order that they were for.
OF_THE_ORDER: dict[str, Callable[[Any], Any]] = {
    f"moderation.CaseGuideline.{name}": attrgetter(f"case.{name}") for name in ("priority", "due_by", "posted_at")
}
OF_SOURCES: dict[str, Callable[[Any], Any]] = {
    "community.Member.community": lambda row: row.source.community_id,
    "community.Member.is_staff": lambda row: row.role == "staff",
    "community.Message.root": lambda row: None if row.begins.exists() else row.conversation.root_id,
}
MOVED_SINCE: dict[str, dict[str, Callable[[Any], Any]]] = {
    "first": MOVED | OF_SOURCES | OF_CASES | OF_THE_ORDER,
    "second": MOVED | OF_SOURCES | OF_CASES | OF_THE_ORDER,
    "third": OF_SOURCES | OF_CASES | OF_THE_ORDER,
    "fourth": OF_CASES | OF_THE_ORDER,
    "fifth": {},
}
# Where a row stands now whose table has gone.
ROWS_NOW: dict[str, Callable[[dict[str, Any]], Any]] = {
    "moderation.CaseCopy": lambda was: CaseMessage.objects.get(case=was["case"], message=was["message"], role="copy"),
}
FACTS: dict[str, Any] = {
    "in force": [1, 2],
    "versions": [(1, "Legal threat", "legal"), (2, "Legal threat", "legal")],
    "runs": [("direct", "week.csv")],
    "invited": [("viewer@new.example", None, ""), ("lead@new.example", None, "")],
    "looks": [{}],
    "joined": {NOON},
    "found": [NOON + HOUR, NOON + HOUR],
    "months": [None] * 4,
    # Of an open case and its copy, and of one that was decided against its author.
    "rows": [("m1", "own", False, ""), ("m3", "copy", False, ""), ("m4", "own", False, "acted")],
    "clocks": [("m1", "action", "done"), ("m4", "action", "closed")],
    # Those that were counted or on which a promise fell due are counted once more.
    "days to count": [("direct", 16), ("social", 16)],
    # What was brought while a file without times was taken to be live is read so still.
    "times": [("now", "")],
    # Staff by the source's word, at all times.
    "ours": {"desk": [True, True, True]},
    "conversations": [
        ("direct", "", "m4", ["m4"]),
        ("direct", "", "m6", ["m6"]),
        ("social", "", "m1", ["m1", "m2"]),
        ("social", "", "m3", ["m3"]),
        ("social", "", "m5", ["m5"]),
    ],
    "answers": [("m2", "Moira", "parent", True)],
    "promised": Target(HOUR, 4 * HOUR),
    "promised in a channel": Target(),
    "promised by a team": (None, None, False),
    **{name: [] for name in ("one person", "erased", "programs", "taken back", "links", "crowds", "closed")},
    **{name: {} for name in ("perhaps two", "can be taken back")},
}
# Before the desk there was nobody to invite and nothing was promised. Nobody knew since when people were there, or
# which days were counted.
OF_THE_LINE = {"invited": [], "looks": [], "times": [], "joined": {None}, "clocks": [], "promised": Target()}
EVERY_DAY = [("direct", 16), ("direct", 17), ("direct", 18), ("social", 16), ("social", 17)]
OF_THE_HELP_DESK: dict[str, Any] = {
    "runs": [("direct", "week.csv"), *(("help-desk", f"{name}.csv") for name in ("tickets", "tickets-again", "wrong"))],
    "found": [NOON + HOUR] * 3,
    "rows": [*FACTS["rows"], ("t1", "own", False, "replied")],
    "clocks": [*FACTS["clocks"], ("t1", "action", "closed"), ("t1", "reply", "done")],
    "answers": [*FACTS["answers"], ("t2", "Moira Hale", "parent", True)],
    "months": [24, 36, 6, 1],
    "days to count": [("direct", 16), ("help-desk", 16), ("help-desk", 18), ("social", 16)],
    "times": [("", "dmy")],
    "sources": {
        "Forum": (["direct", "social"], ["desk", "moira"]),
        "Help desk": (["help-desk"], ["a-1", "a-2", "c-17", "erased"]),
        "Shop": (["shop"], ["sam of the shop"]),
    },
    "ours": {
        "desk": [True, True, True],
        # Lee left on Wednesday, and Ann came back then.
        "Lee": [True, True, False],
        "Ann": [False, False, True],
        "Sam of the Shop": [True, True, True],
    },
    "one person": [["Moira Hale in Help desk", "Moira in Forum"]],
    "perhaps two": {"moira": ["M. Hale", "Moira"]},
    # Also where the shop has parted from the source that the hash is of.
    "erased": ["Help desk", "Shop"],
    # The second token, as the first was ended.
    "programs": [("Help desk", 1)],
    "conversations": [
        ("direct", "", "m4", ["m4"]),
        ("direct", "Moira", "m6", ["m6"]),
        ("help-desk", "", "t7", ["t7"]),
        ("help-desk", "", "t8", ["t8"]),
        ("help-desk", "erased member", "t6", ["t6"]),
        ("help-desk", "t1", "t1", ["t1", "t2", "t3", "t4", "t5"]),
        ("shop", "", "s1", ["s1"]),
        *FACTS["conversations"][2:],
    ],
    "taken back": ["wrong.csv"],
    "can be taken back": {
        "tickets.csv": (4, 0, {each.value: 1 for each in (Stays.WORKED, Stays.ERASED, Stays.CHANGED)}),
        "tickets-again.csv": (1, 1, {}),
    },
}
# Whatever a migration made of the parts before is written as it is here, and no migration has added to it.
OF_THE_CROWD = {
    "found": [NOON + HOUR] * 6,
    "days to count": [("direct", 16)],
    "rows": [
        ("c1", "own", False, ""),
        ("c2", "own", True, ""),
        # In the case that it was split off to, and where it is since the two were merged.
        ("c3", "own", False, ""),
        ("c3", "own", False, ""),
        *OF_THE_HELP_DESK["rows"],
    ],
    "clocks": [
        ("c1", "unchecked", ""),
        ("c2", "next_reply", ""),
        ("c3", "decision", "moved"),
        ("c4", "reply", "platform"),
        ("m1", "acknowledge", "done"),
        ("m1", "action", "done"),
        ("m1", "answer", "done"),
        ("m1", "decision", ""),
        ("m4", "action", "closed"),
        ("t1", "action", "closed"),
        ("t1", "reply", "delivered"),
    ],
    "answers": [
        ("c5", "Guest", "mention", True),
        ("c5", "Nia", "parent", True),
        ("c5", "Omar", "by_hand", False),
        ("c6", "", "unknown", True),
    ],
    "links": [("gathered", "c1", "c2"), ("merged", "c1", "c3"), ("split", "c1", "c3")],
    "crowds": [("leaks", "Crowds", 2, 4)],
    "promised": Target(HOUR, 4 * HOUR, 8 * HOUR),
    "promised in a channel": Target(HOUR / 2, HOUR, unchecked=HOUR * 1.5, any_hour=True),
    "promised by a team": (HOUR, 8 * HOUR, True),
    "closed": ["Christmas"],
    "sources": OF_THE_HELP_DESK["sources"] | {"Forum": (["direct", "social"], ["desk", "moira", "nia", "omar"])},
    "conversations": [
        *OF_THE_HELP_DESK["conversations"],
        ("social", "leaks", "c1", ["c1", "c2", "c3", "c4", "c5", "c6"]),
    ],
}


def one_source(name: str) -> dict[str, Any]:
    """What a migration makes of a community that knew no sources."""
    return {"sources": {name: (["direct", "social"], ["desk", "moira"])}}


FACTS_OF: dict[str, dict[str, Any]] = {
    "first": one_source("First") | OF_THE_LINE | {"days to count": EVERY_DAY},
    "second": one_source("Second"),
    "third": one_source("Third"),
    "fourth": OF_THE_HELP_DESK,
    "fifth": OF_THE_HELP_DESK | OF_THE_CROWD,
}
PAGES = (
    *("queue", "to-do", "escalations", "guidelines", "imports", "health", "settings", "settings-people"),
    *("settings-channels", "settings-feeds", "settings-promises", "settings-escalation", "settings-record"),
    *("settings-sources", "settings-push", "settings-retention", "settings-mood"),
)


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """An empty database in the place of the tests' own."""
    with empty_database(tmp_path / "earlier.sqlite3") as scratch, standing_in(scratch, django_db_blocker):
        yield


def test_what_was_written_under_each_part_is_there_in_the_newest_and_works(database: None) -> None:
    """One database lives through all parts; under each of them a community is added, named after it."""
    lived = [live_through(part) for part in PARTS]
    assert lived[-1].tables_without_rows == set()
    assert lived[-1].all_columns - lived[-2].all_columns - lived[-1].written_columns == set()
    assert misspelt(lived) == []
    call_command("migrate", verbosity=0)
    for earlier in lived:
        assert what_differs(earlier) == {}
        assert facts_of(Community.objects.get(slug=earlier.slug)) == FACTS | FACTS_OF[earlier.slug]
    # Only then, as work in one community is also work in the others.
    for earlier in lived:
        assert_the_desk_works(earlier.slug)
    assert_what_a_source_began_goes_on([earlier.slug for earlier in lived if earlier.has("moderation.PushToken")])
    assert [model.__name__ for model in OURS if missing_from_the_database(model)] == []


def misspelt(lived: list[Earlier]) -> list[str]:
    """What one schema has left out and no schema has."""
    left_out = set[str]().union(*(earlier.left_out for earlier in lived))
    known = {name for name in left_out for earlier in lived if earlier.knows(name)}
    return [name for name in left_out - known if not is_column(name)]


def is_column(name: str) -> bool:
    """Whether the newest schema has it."""
    label, _, column = name.rpartition(".")
    return column in {field.name for field in apps.get_model(label)._meta.concrete_fields}


def what_differs(earlier: Earlier) -> dict[str, dict[str, tuple[Any, Any]]]:
    """By row, every column that does not say any more what was written into it."""
    differs = {}
    for (label, key), written in earlier.rows.items():
        row = ROWS_NOW[label](written) if label in ROWS_NOW else apps.get_model(label)._default_manager.get(pk=key)
        moved = MOVED_SINCE[earlier.slug]
        now = {name: value_now(row, moved.get(f"{label}.{name}"), name) for name in written}
        if changed := {name: (written[name], now[name]) for name in written if now[name] != written[name]}:
            differs[f"{label} {key}"] = changed
    return differs


def value_now(row: Any, moved: Callable[[Any], Any] | None, name: str) -> Any:
    return moved(row) if moved else key_or_value(getattr(row, name))


def assert_the_desk_works(slug: str) -> None:
    admin, held = signed_in("admin", slug), Case.objects.get(community__slug=slug, message__external_id="m1")
    answers = {name: admin.get(reverse(name, args=[slug])).status_code for name in PAGES}
    assert answers == dict.fromkeys(PAGES, 200)
    # Of the second part, the case was escalated to the lead's team.
    readers = [admin, signed_in("lead", slug)][: 1 + held.escalations.count()]
    pages = [reader.get(reverse("case", args=[slug, held.pk])).content.decode() for reader in readers]
    assert ["My lawyer" in page for page in pages] == [True] * len(readers)
    admin.post(reverse("case-note", args=[slug, held.pk]), {"text": "Seen."})
    assert list(held.events.order_by("pk").values_list("kind", "why"))[1:] == [("claimed", ""), ("noted", "Seen.")]


def assert_a_program_goes_on(slug: str) -> None:
    """The stored token fetches what waits, and what it sends finds its thread, its first receipt and no erased one."""
    help_desk = Source.objects.get(community__slug=slug, name="Help desk")
    program = Program(help_desk.pk, f"{TOKENS[-1]}_{slug}")
    fetched = [(row["verb"], row["external_id"], row["text"]) for row in program.fetched()]
    assert fetched == [("reply", "t1", "Send it back.")]
    told = {"text": "Hello again.", "posted_at": NOON.isoformat(), "thread_id": "t1"}
    again, erased = ({"id": name, "author_id": author, **told} for name, author in (("t9", "c-17"), ("t10", QUINN)))
    counts = program.push(again, erased, query="").json()
    assert (counts["created"], counts["skipped"]) == (1, 1)
    came = Message.objects.get(source=help_desk, external_id="t9")
    assert (came.conversation.root.external_id, came.received_at, came.author.name) == ("t1", NOON, "Moira Hale")


def assert_what_a_source_began_goes_on(slugs: list[str]) -> None:
    for slug in slugs:
        assert_a_program_goes_on(slug)
    answers = Message.objects.filter(community__slug__in=slugs, external_id="t3")
    assert [answer.from_staff for answer in answers] == [False] * len(slugs)
    recounts.go_on(NOON + 3 * DAY)
    assert [answer.from_staff for answer in answers.all()] == [True] * len(slugs)
    for slug in slugs:
        assert_corrections_go_on(slug)


def assert_corrections_go_on(slug: str) -> None:
    """A count from the start has come to its end, and an import of before is taken back."""
    here = Community.objects.get(slug=slug)
    messages = Message.objects.filter(community=here)
    counted = [recounts.result_of(recount)["counted"] for recount in here.recounts.order_by("pk")]
    assert counted == [{}, {"staff": 2}]
    call_command("take_back", here.runs.get(source="tickets-again.csv").pk, stdout=StringIO())
    assert messages.get(external_id="t7").text == "I wait."
    assert not messages.filter(external_id="t8").exists()


def signed_in(role: str, slug: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{role}@{slug}.example"))
    return client
