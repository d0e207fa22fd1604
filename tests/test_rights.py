"""Every address x role x method x own and foreign community, against one table written by hand."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from moderation.models import Escalation, Guideline, Membership, Outbox, User
from moderation.rights import ADMIN, EVERYONE, LEAD, MANAGER, MAY, MODERATOR
from tests.builders import NOON, make_case, make_channel, make_community, make_guideline, make_message, make_user

# Columns: nobody signed in, viewer, moderator, manager, lead, admin, a stranger (admin of another community), and a
# superuser without any membership.
WHO = ("nobody", "viewer", "moderator", "manager", "lead", "admin", "stranger", "superuser")
# Cells: "in" asks to sign in, "yes" lets in, a number is the refusal.
OPEN = "yes yes yes yes yes yes yes yes"
SIGNED_IN = "in yes yes yes yes yes yes yes"
CASES = "in 403 yes yes 403 yes 404 404"
# The case of the tables' rows was escalated to the lead's team.
TEAM = "in 403 yes yes yes yes 404 404"
ADMINS = "in 403 403 403 403 yes 404 404"
SUPERUSERS = "in in in in in in in yes"

# Address: methods that exist, who may use them.
TABLE: dict[str, dict[str, str]] = {
    "home": {"GET": SIGNED_IN},
    "queue": {"GET": CASES},
    "queue-new": {"GET": CASES},
    "case": {"GET": TEAM},
    "case-claim": {"POST": CASES},
    "case-release": {"POST": CASES},
    "case-decide": {"POST": CASES},
    "case-reply": {"POST": CASES},
    "case-note": {"POST": TEAM},
    "case-close": {"POST": CASES},
    "case-reopen": {"POST": CASES},
    "case-undo": {"POST": CASES},
    "to-do": {"GET": CASES},
    "to-do-csv": {"GET": CASES},
    "to-do-done": {"POST": CASES},
    "guidelines": {"GET": CASES, "POST": ADMINS},
    "guideline": {"GET": CASES, "POST": ADMINS},
    "guideline-new": {"GET": ADMINS, "POST": ADMINS},
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


def addresses(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == WALKED_BY_ITS_INDEX:
            yield "admin:index"
        elif isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, namespace)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)


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
    case = make_case(make_message(channel=make_channel(slug="reviews")))
    event = case.events.get()
    row = Outbox.objects.create(
        community=case.community, channel=case.channel, case=case, cause=event, message=case.message, kind="hide",
        state="to_do", due_at=NOON,
    )  # fmt: skip
    Escalation.objects.create(community=case.community, case=case, team="legal", asks="Is this a threat?")
    return {"case": case, "to-do-done": row, "guideline": make_guideline(case.community)}


def place(name: str, rows: dict[str, Any]) -> str:
    if not name.startswith(("queue", "case", "to-do", "guideline")):
        keys = {"uidb36": "1", "key": "set-password"} if name == "account_reset_password_from_key" else {}
        return reverse(name, kwargs=keys)
    kwargs: dict[str, Any] = {"community": "tarnfell"}
    if name.startswith("case"):
        kwargs["pk"] = rows["case"].pk
    if name == "to-do-done":
        kwargs["pk"] = rows[name].pk
    if name == "guideline":
        kwargs["guideline"] = rows[name].slug
    return reverse(name, kwargs=kwargs)


def cell(response: Any) -> str:
    if response.status_code == 302 and "login" in response["Location"]:
        return "in"
    if response.status_code in (403, 404, 405):
        return str(response.status_code)
    # Not ready is an answer too, and no queue runs here.
    assert response.status_code in (200, 204, 302, 303, 400, 409, 422, 503), response.status_code
    return "yes"


def test_no_address_is_missing_from_the_table() -> None:
    assert set(addresses(get_resolver().url_patterns)) == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("method", METHODS)
def test_who_may_go_where(
    name: str, method: str, people: dict[str, User | None], rows: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = TABLE[name].get(method)
    for who, user in people.items():
        client = Client(raise_request_exception=True)
        if user:
            client.force_login(user)
        found = cell(client.generic(method, place(name, rows)))
        if asked:
            assert found == dict(zip(WHO, asked.split(), strict=True))[who], f"{method} {name} as {who}"
        elif not name.startswith(THIRD_PARTIES):
            # A method that does not exist is refused to everybody; whether the door is told apart does not matter.
            assert found in ("405", "403", "404", "in"), f"{method} {name} as {who}"


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


@pytest.mark.parametrize("team, found", [("legal", "yes"), ("pr", "404")])
def test_a_lead_reaches_only_the_cases_of_the_own_team(team: str, found: str, rows: dict[str, Any]) -> None:
    client = Client()
    client.force_login(make_user("lena", "lead", rows["case"].community, team=team))
    assert cell(client.get(place("case", rows))) == found


@pytest.mark.parametrize("name", [name for name in TABLE if name.startswith(("case", "to-do-done", "guideline"))])
def test_a_row_of_another_community_is_as_absent_as_one_that_never_was(
    name: str, people: dict[str, User | None], rows: dict[str, Any]
) -> None:
    """Pat is admin at home: Tarnfell's rows under Emberloom's address answer as numbers that nobody has."""
    if name == "guideline-new":
        return
    client = Client()
    client.force_login(people["stranger"])
    method = "GET" if "GET" in TABLE[name] else "POST"
    path = place(name, rows).replace("tarnfell", "emberloom")
    if name == "guidelines":
        assert rows["guideline"].name not in client.get(path).content.decode()
        return
    absent = client.generic(method, path.replace(str(rows["case"].pk), "987654"))
    assert client.generic(method, path).status_code == absent.status_code == 404


def test_every_role_is_in_the_table_of_rights() -> None:
    assert set(MAY) == set(Membership.Role.values)


def test_the_roles_include_one_another_where_the_design_says_so() -> None:
    assert EVERYONE < MODERATOR < MANAGER < ADMIN
    assert EVERYONE < LEAD < ADMIN
    assert MAY["viewer"] == {"see health"}


def test_only_admins_edit_guidelines() -> None:
    assert [role for role, actions in MAY.items() if "edit guidelines" in actions] == ["admin"]


def test_guidelines_of_one_community_have_the_same_slug_in_another(rows: dict[str, Any]) -> None:
    other = make_guideline(make_community("emberloom"))
    assert Guideline.objects.filter(slug=other.slug).count() == 2
