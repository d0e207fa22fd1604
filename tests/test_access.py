"""Every address x role x method x own and foreign community, against one table written by hand."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from moderation.access import ADMIN, EVERYONE, LEAD, MANAGER, MODERATOR, RIGHTS, Right
from moderation.models import Guideline, Membership, User
from moderation.web.shared import asking
from tests.access_rows import make_rows
from tests.builders import (
    NOON,
    make_community,
    make_guideline,
    make_membership,
    make_user,
)

# Columns: nobody signed in, viewer, moderator, manager, lead, admin, a stranger (admin of another community), and a
# superuser without any membership.
WHO = ("nobody", "viewer", "moderator", "manager", "lead", "admin", "stranger", "superuser")
# Cells: "in" asks to sign in, "yes" lets in, a number is the refusal.
OPEN = "yes yes yes yes yes yes yes yes"
SIGNED_IN = "in yes yes yes yes yes yes yes"
CASES = "in 403 yes yes 403 yes 404 404"
HEALTH = "in yes yes yes yes yes 404 404"
# The case of the tables' rows was escalated to the lead's team.
TEAM = "in 403 yes yes yes yes 404 404"
IMPORTS = "in 403 403 yes 403 yes 404 404"
LEADS = "in 403 403 403 yes yes 404 404"
ADMINS = "in 403 403 403 403 yes 404 404"
SUPERUSERS = "in 403 403 403 403 403 403 yes"
NOBODYS = "404 404 404 404 404 404 404 404"
# Whoever shows a token of the source: see tests/web/pushes/. A session opens nothing.
PROGRAMS = "401 401 401 401 401 401 401 401"

# Address: methods that exist, who may use them.
TABLE: dict[str, dict[str, str]] = {
    "home": {"GET": SIGNED_IN},
    "queue": {"GET": CASES},
    "queue-new": {"GET": CASES},
    "queue-csv": {"GET": IMPORTS},
    "case": {"GET": TEAM},
    "case-claim": {"POST": CASES},
    "case-release": {"POST": CASES},
    "case-decide": {"POST": CASES},
    "case-reply": {"POST": CASES},
    "case-answered": {"POST": CASES},
    "case-sent": {"POST": CASES},
    "case-note": {"POST": TEAM},
    "case-close": {"POST": CASES},
    "case-unneeded": {"POST": CASES},
    "case-undelivered": {"POST": CASES},
    "case-severity": {"POST": CASES},
    "case-mood": {"POST": CASES},
    "case-split": {"POST": CASES},
    "case-merge": {"POST": CASES},
    "case-reopen": {"POST": CASES},
    "case-undo": {"POST": CASES},
    "case-escalate": {"POST": CASES},
    "message-case": {"GET": CASES, "POST": CASES},
    "escalations": {"GET": TEAM},
    "escalation-acknowledge": {"POST": LEADS},
    "escalation-answer": {"GET": LEADS, "POST": LEADS},
    "escalation-hand-on": {"GET": LEADS, "POST": LEADS},
    "escalation-close": {"GET": LEADS, "POST": LEADS},
    "to-do": {"GET": CASES},
    "to-do-csv": {"GET": CASES},
    "to-do-done": {"POST": CASES},
    "members-join": {"GET": IMPORTS, "POST": IMPORTS},
    "member-split": {"POST": IMPORTS},
    "guidelines": {"GET": CASES, "POST": ADMINS},
    "guideline": {"GET": CASES, "POST": ADMINS},
    "guideline-new": {"GET": ADMINS, "POST": ADMINS},
    "imports": {"GET": IMPORTS, "POST": IMPORTS},
    "import": {"GET": IMPORTS},
    "import-place": {"GET": IMPORTS, "POST": IMPORTS},
    "import-move": {"GET": IMPORTS, "POST": IMPORTS},
    "import-mapping": {"POST": IMPORTS},
    "import-check": {"POST": IMPORTS},
    "import-start": {"POST": IMPORTS},
    "import-cancel": {"POST": IMPORTS},
    "import-resume": {"POST": IMPORTS},
    "import-rejects": {"GET": IMPORTS},
    "import-progress": {"GET": IMPORTS},
    "import-run-rejects": {"GET": IMPORTS},
    "import-take-back": {"GET": IMPORTS, "POST": IMPORTS},
    "member-erase": {"GET": ADMINS, "POST": ADMINS},
    "member-export": {"GET": ADMINS},
    "health": {"GET": HEALTH},
    "health-csv": {"GET": HEALTH},
    "settings": {"GET": ADMINS},
    "settings-people": {"GET": ADMINS},
    "settings-invite": {"GET": ADMINS, "POST": ADMINS},
    "settings-invitation-withdraw": {"POST": ADMINS},
    "settings-invitation-renew": {"POST": ADMINS},
    "settings-person": {"GET": ADMINS, "POST": ADMINS},
    "settings-person-end": {"POST": ADMINS},
    "settings-person-return": {"POST": ADMINS},
    "settings-channels": {"GET": ADMINS},
    "settings-channel-new": {"GET": ADMINS, "POST": ADMINS},
    "settings-channel": {"GET": ADMINS, "POST": ADMINS},
    "settings-channel-split": {"GET": ADMINS, "POST": ADMINS},
    "settings-sources": {"GET": ADMINS},
    "settings-source": {"GET": ADMINS, "POST": ADMINS},
    "settings-entry-new": {"GET": ADMINS, "POST": ADMINS},
    "settings-entry-end": {"POST": ADMINS},
    "settings-entry-start": {"GET": ADMINS, "POST": ADMINS},
    "settings-member": {"GET": ADMINS, "POST": ADMINS},
    "settings-member-same": {"POST": ADMINS},
    "settings-role-end": {"POST": ADMINS},
    "settings-role-start": {"GET": ADMINS, "POST": ADMINS},
    "settings-feeds": {"GET": ADMINS, "POST": ADMINS},
    "settings-feed": {"GET": ADMINS, "POST": ADMINS},
    "settings-push": {"GET": ADMINS, "POST": ADMINS},
    "settings-push-end": {"POST": ADMINS},
    "settings-promises": {"GET": ADMINS},
    "settings-targets": {"GET": ADMINS, "POST": ADMINS},
    "settings-hours": {"GET": ADMINS, "POST": ADMINS},
    "settings-closed-days": {"GET": ADMINS, "POST": ADMINS},
    "settings-holidays": {"GET": ADMINS, "POST": ADMINS},
    "settings-reckoned": {"POST": ADMINS},
    "settings-team-targets": {"GET": ADMINS, "POST": ADMINS},
    "settings-channel-targets": {"GET": ADMINS, "POST": ADMINS},
    "settings-escalation": {"GET": ADMINS},
    "settings-escalation-new": {"GET": ADMINS, "POST": ADMINS},
    "settings-escalation-rule": {"GET": ADMINS, "POST": ADMINS},
    "settings-escalation-starter": {"POST": ADMINS},
    "settings-escalation-team": {"GET": ADMINS, "POST": ADMINS},
    "settings-escalation-switch": {"POST": ADMINS},
    "guideline-examples": {"GET": CASES},
    "settings-mood": {"GET": ADMINS, "POST": ADMINS},
    "settings-mood-undo": {"POST": ADMINS},
    "settings-mood-csv": {"GET": ADMINS},
    "settings-desk": {"GET": ADMINS, "POST": ADMINS},
    "settings-community": {"GET": ADMINS, "POST": ADMINS},
    "settings-community-new": {"GET": ADMINS, "POST": ADMINS},
    "settings-retention": {"GET": ADMINS, "POST": ADMINS},
    "settings-record": {"GET": ADMINS},
    # Whoever holds the link, and the browser that opened it: see tests/web/people/.
    "invitation": {"GET": OPEN, "POST": OPEN},
    "invitation-accept": {"GET": NOBODYS, "POST": NOBODYS},
    "push-in": {"POST": PROGRAMS},
    "push-out": {"GET": PROGRAMS},
    "push-report": {"POST": PROGRAMS},
    "healthz": {"GET": OPEN},
    "readyz": {"GET": OPEN},
    "metrics": {"GET": OPEN},
    "account_login": {"GET": OPEN, "POST": OPEN},
    "account_logout": {"GET": OPEN, "POST": OPEN},
    "account_inactive": {"GET": OPEN},
    "account_reset_password": {"GET": OPEN, "POST": OPEN},
    "account_reset_password_done": {"GET": OPEN},
    "account_reset_password_from_key": {"GET": OPEN, "POST": OPEN},
    "account_reset_password_from_key_done": {"GET": OPEN},
    "admin:index": {"GET": SUPERUSERS},
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Their views answer a method that they do not know as they answer GET.
THIRD_PARTIES = ("account_", "admin:")
# Django's admin has many more addresses; they all stand behind the one check that the index shows.
WALKED_BY_ITS_INDEX = "admin"


def addresses(patterns: list[Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address by its name, with the keys that stand in it."""
    for pattern in patterns:
        keys = (*above, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver) and pattern.namespace == WALKED_BY_ITS_INDEX:
            yield "admin:index", ()
        elif isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, keys)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern), keys


KEYS = dict(addresses(get_resolver().url_patterns))
# What a person reaches by key under a community's address: a new one joins by itself.
OF_ROWS = [name for name, keys in KEYS.items() if "community" in keys and len(keys) > 1]
WITH_ROWS = [(name, method) for name in OF_ROWS for method in TABLE.get(name, {})]


@pytest.fixture
def people(db: None) -> dict[str, User | None]:
    tarnfell = make_community("tarnfell")
    people: dict[str, User | None] = {"nobody": None}
    for role in ("viewer", "moderator", "manager", "admin"):
        people[role] = make_user(role, role, tarnfell)
    people["lead"] = make_user("lead", "lead", tarnfell, team="legal")
    people["stranger"] = make_user("stranger", "admin", make_community("emberloom"))
    people["superuser"] = User.objects.create_superuser("root@example.org", name="Root")
    return people


@pytest.fixture
def rows(people: object) -> dict[str, Any]:
    """What the addresses of Tarnfell point at."""
    return make_rows(make_community("tarnfell"), TABLE)


def place(name: str, rows: dict[str, Any], community: str = "tarnfell") -> str:
    """The address of a row; an address whose key is of a new kind fails here until it is given one."""
    said = {
        "community": lambda: community,
        "pk": lambda: rows[name].stable_id if name == "push-report" else rows[name].pk,
        "source": lambda: rows[name].channel.source_id,
        "guideline": lambda: rows[name].slug,
        "token": lambda: rows[name],
        "uidb36": lambda: "1",
        "key": lambda: "set-password",
    }
    return reverse(name, kwargs={key: said[key]() for key in KEYS.get(name, ())})


def read_whole(response: Any) -> Any:
    """An answer that streams holds a cursor for as long as nobody reads it."""
    for _ in response if response.streaming else ():
        pass
    return response


def cell(response: Any) -> str:
    read_whole(response)
    if response.status_code == 302 and "login" in response["Location"]:
        return "in"
    if response.status_code in (401, 403, 404, 405):
        return str(response.status_code)
    # Not ready is an answer too, and no queue runs here.
    assert response.status_code in (200, 204, 302, 303, 400, 409, 422, 503), response.status_code
    return "yes"


def test_no_address_is_missing_from_the_table() -> None:
    assert set(KEYS) == set(TABLE)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A probe looks from another connection, which a test's transaction keeps waiting."""
    monkeypatch.setattr(asking, "SECONDS", 0.1)


@pytest.mark.parametrize(("name", "method"), [(name, method) for name, methods in TABLE.items() for method in methods])
def test_who_may_go_where(
    name: str, method: str, people: dict[str, User | None], rows: dict[str, Any], hurried: None
) -> None:
    expected = dict(zip(WHO, TABLE[name][method].split(), strict=True))
    address = place(name, rows)
    assert {who: cell(client_of(user).generic(method, address)) for who, user in people.items()} == expected


@pytest.mark.parametrize("name", [name for name in TABLE if not name.startswith(THIRD_PARTIES)])
def test_a_method_that_does_not_exist_is_refused_to_everybody(
    name: str, people: dict[str, User | None], rows: dict[str, Any], hurried: None
) -> None:
    """Whether the door is told apart does not matter."""
    missing, address = [method for method in METHODS if method not in TABLE[name]], place(name, rows)
    for who, user in people.items():
        client = client_of(user)
        found = {method: cell(client.generic(method, address)) for method in missing}
        assert [method for method, seen in found.items() if seen not in ("405", "401", "403", "404", "in")] == [], who


def client_of(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user:
        client.force_login(user)
    return client


def test_no_answer_to_anybody_is_kept_in_a_browser_or_on_the_way(
    people: dict[str, User | None], rows: dict[str, Any]
) -> None:
    kept = {}
    # One whom much is refused, and one whose forms htmx sends.
    for name, (who, method) in product(TABLE, [("moderator", "GET"), ("admin", "GET"), ("admin", "POST")]):
        client = Client(headers={"HX-Request": "true"} if method == "POST" else {})
        client.force_login(people[who])
        said = read_whole(client.generic(method, place(name, rows))).headers.get("Cache-Control")
        if said != "private, no-store":
            kept[f"{method} {name} as {who}"] = said
    assert kept == {}


def test_no_page_for_strangers_is_compressed(people: dict[str, User | None], rows: dict[str, Any]) -> None:
    """tests/web/shared/test_compressed.py says which pages are, and why."""
    open_to_all = [name for name, methods in TABLE.items() if methods.get("GET") in (OPEN, NOBODYS)]
    asking_for = {"Accept-Encoding": "gzip"}
    answers = {name: read_whole(Client().get(place(name, rows), headers=asking_for)) for name in open_to_all}
    assert len(answers) > 8
    assert [name for name, answer in answers.items() if "Content-Encoding" in answer.headers] == []


@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere/", 404), ("/c/tarnfell", 404), ("/c/tarnfell/cases/987654/", 404)]
)
def test_what_is_not_there_is_not_kept_either(address: str, status: int, people: dict[str, User | None]) -> None:
    client = Client()
    client.force_login(people["admin"])
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (status, "private, no-store")


def test_what_everybody_may_see_is_kept(client: Client) -> None:
    assert "no-store" not in client.get("/static/moderation/css/base.css")["Cache-Control"]


def test_a_deactivated_admin_is_nobody(people: dict[str, User | None], rows: dict[str, Any]) -> None:
    client = Client()
    client.force_login(people["admin"])
    User.objects.filter(pk=people["admin"].pk).update(is_active=False)  # type: ignore[union-attr]
    assert cell(client.get(place("queue", rows))) == "in"


def test_an_admin_whose_membership_has_ended_is_a_stranger(
    people: dict[str, User | None], rows: dict[str, Any]
) -> None:
    client = Client()
    client.force_login(people["admin"])
    Membership.objects.filter(user=people["admin"]).update(ended_at=NOON)
    assert cell(client.get(place("queue", rows))) == "404"


@pytest.mark.parametrize(("team", "found"), [("legal", "yes"), ("pr", "404")])
def test_a_lead_reaches_only_the_cases_of_the_own_team(team: str, found: str, rows: dict[str, Any]) -> None:
    client = Client()
    client.force_login(make_user("lena", "lead", rows["case"].community, team=team))
    assert cell(client.get(place("case", rows))) == found


@pytest.mark.parametrize(("name", "method"), WITH_ROWS)
def test_a_row_of_another_community_is_absent_whatever_one_is_there(name: str, method: str, db: None) -> None:
    """Whoever may go here at Tarnfell, and is lead or admin of Emberloom, asks at Tarnfell for Emberloom's row."""
    here, there = make_community("tarnfell"), make_community("emberloom")
    foreign, reached = place(name, make_rows(there, TABLE), "tarnfell"), []
    at_home = [who for who in RIGHTS if may_go(who, name, method)]
    assert at_home
    for role, role_there in product(at_home, ("lead", "admin")):
        both = make_user(f"{role}-{role_there}", role, here, team="legal" if role == "lead" else "")
        make_membership(both, there, role_there, team="legal" if role_there == "lead" else "")
        client = Client()
        client.force_login(both)
        if cell(client.generic(method, foreign)) != "404":
            reached.append((role, role_there))
    assert reached == []


def may_go(who: str, name: str, method: str) -> bool:
    return dict(zip(WHO, TABLE[name][method].split(), strict=True))[who] == "yes"


def test_every_role_is_in_the_table_of_rights() -> None:
    assert set(RIGHTS) == set(Membership.Role.values)


def test_the_roles_include_one_another_where_the_design_says_so() -> None:
    assert EVERYONE < MODERATOR < MANAGER < ADMIN
    assert EVERYONE < LEAD < ADMIN
    assert RIGHTS["viewer"] == {Right.SEE_HEALTH}


def test_only_admins_edit_guidelines() -> None:
    assert [role for role, rights in RIGHTS.items() if Right.EDIT_GUIDELINES in rights] == ["admin"]


def test_only_admins_make_communities() -> None:
    assert [role for role, rights in RIGHTS.items() if Right.ADD_COMMUNITIES in rights] == ["admin"]


def test_guidelines_of_one_community_have_the_same_slug_in_another(rows: dict[str, Any]) -> None:
    other = make_guideline(make_community("emberloom"), rows["guideline"].slug)
    assert Guideline.objects.filter(slug=other.slug).count() == 2
