"""Every page and what appears on it by acting, as far as axe-core can tell whether all can use it."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from community.models import Channel, Community
from moderation.administration import invitations
from moderation.management.commands.password_link import link_of
from moderation.models import Case, Escalation, User
from tests.browser import hostile, screens
from tests.browser.accessible import calm, calm_community, flaws
from tests.browser.conftest import OpenPage
from tests.builders import make_case, make_team
from tests.test_access import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What answers a GET and is no page of ours.
NO_PAGES = {
    "to-do-csv": "a file",
    "health-csv": "a file",
    "queue-csv": "a file",
    "settings-mood-csv": "a file",
    "import-rejects": "a file",
    "member-export": "a file",
    "import-run-rejects": "a file",
    "queue-new": "a line of the queue, which stands on it",
    "import-progress": "a part of an import's page, which stands on it",
    "healthz": "for machines",
    "readyz": "for machines",
    "metrics": "for machines",
    "push-out": "for programs",
    "admin:index": "Django's own",
    **dict.fromkeys(
        (
            *("settings-targets", "settings-hours", "settings-closed-days", "settings-team-targets"),
            *("escalation-answer", "escalation-hand-on", "escalation-close"),
        ),
        "leads to the page that its form stands on",
    ),
}
# Pages to which only a step on another one leads.
# The form of import-place is that of import-move.
BY_ACTING = {"invitation-accept", "import-place"}


# Whose page says so.
NOT_FOUND = {"/nowhere/", "/invitation/no-such-link/"}


def of_nobody(community: Community) -> Iterator[str]:
    for name in ("login", "inactive", "reset_password", "reset_password_done", "reset_password_from_key_done"):
        yield reverse(f"account_{name}")
    yield reverse("account_reset_password_from_key", args=["1", "no-key"])
    yield urlsplit(link_of(hostile.person("ana"))).path
    yield reverse("invitation", args=["no-such-link"])
    yield "/nowhere/"


def of_a_viewer(community: Community) -> Iterator[str]:
    yield from screens.of_a_viewer(community, calm)


def of_a_moderator(community: Community) -> Iterator[str]:
    yield from screens.of_a_moderator(community, calm)
    yield from screens.one_by_one(community)


def of_an_admin(community: Community) -> Iterator[str]:
    yield from screens.of_an_admin(community)
    yield reverse("account_logout")


WALKS: dict[str, Callable[[Community], Iterator[str]]] = {
    "": of_nobody,
    "vic": of_a_viewer,
    "ana": of_a_moderator,
    "ada": of_an_admin,
}


def pages_of(walk: Callable[[Community], Iterator[str]], community: Community) -> list[str]:
    """Its addresses, but for those that answer with no page."""
    return [address for address in walk(community) if name_of(address) not in NO_PAGES]


def name_of(address: str) -> str:
    path = urlsplit(address).path
    return "nowhere" if path == "/nowhere/" else resolve(path).view_name


def test_every_page_there_is_stands_on_a_walk(db: None) -> None:
    community = calm_community()
    walked = {name_of(address) for walk in WALKS.values() for address in pages_of(walk, community)}
    pages = {name for name, methods in TABLE.items() if "GET" in methods} - NO_PAGES.keys()
    assert walked - {"nowhere"} == pages - BY_ACTING


@pytest.fixture
def opened(page_of: OpenPage, page: Page) -> Callable[[str], Page]:
    """A page of the person with this name; of a stranger without one."""

    def opening(name: str) -> Page:
        # What fades or slides would be looked at on its way.
        found = page_of(hostile.person(name)) if name else page
        found.emulate_media(reduced_motion="reduce")
        return found

    return opening


@pytest.mark.parametrize("name", WALKS, ids=lambda name: name or "nobody")
def test_no_page_has_a_flaw(name: str, opened: Callable[[str], Page], transactional_db: None) -> None:
    community = calm_community()
    page, found = opened(name), {}
    for address in pages_of(WALKS[name], community):
        answer = page.goto(address)
        assert answer
        assert (answer.status == 404) == (address in NOT_FOUND), address
        if seen := flaws(page):
            found[address] = seen
    assert found == {}


EMPTY = (
    *("home", "queue", "to-do", "guidelines", "escalations", "health", "imports"),
    *(
        "settings-people",
        "settings-feeds",
        "settings-push",
        "settings-channels",
        "settings-escalation",
        "settings-record",
    ),
)


def test_a_community_without_anything_has_none(opened: Callable[[str], Page], transactional_db: None) -> None:
    community = hostile.poisoned(calm)
    page, found = opened("ada"), {}
    for name in EMPTY:
        page.goto(reverse(name, args=[] if name == "home" else [community.slug]))
        if seen := flaws(page):
            found[name] = seen
    assert found == {}


# ── what appears by acting ──────────────────────────────────────────────
@pytest.fixture
def calm_desk(transactional_db: None) -> Community:
    return calm_community()


def open_case() -> Case:
    return Case.objects.open().filter(assignee=None).earliest("pk")


def test_the_list_of_keys_and_the_open_menus_have_none(opened: Callable[[str], Page], calm_desk: Community) -> None:
    ana = opened("ana")
    ana.goto("/c/tarnfell/queue/")
    ana.get_by_role("button", name="Keys", exact=True).click()
    expect(ana.locator("#keys")).to_be_visible()
    assert flaws(ana) == []
    ana.get_by_role("button", name="Close").click()
    for at in range(ana.locator("details.menu summary").count()):
        ana.locator("details.menu summary").nth(at).click()
        assert flaws(ana) == []


def test_a_decision_that_is_refused_taken_and_to_be_undone_has_none(
    opened: Callable[[str], Page], calm_desk: Community
) -> None:
    ana = opened("ana")
    ana.goto(f"/c/tarnfell/cases/{open_case().pk}/")
    ana.get_by_role("button", name="Decide", exact=True).click()
    expect(ana.get_by_text("Choose what to do.")).to_be_visible()
    assert flaws(ana) == []
    ana.set_viewport_size({"width": 1280, "height": 900})
    ana.get_by_role("radio", name="Hide").check()
    ana.get_by_label("Reason").fill("A threat.")
    ana.get_by_role("button", name="Decide", exact=True).click()
    expect(ana.locator("#toasts")).to_contain_text("decided: hide")
    expect(ana.get_by_role("button", name="Undo").first).to_be_visible()
    assert flaws(ana) == []


ERRORS = {
    "/c/tarnfell/guidelines/new/": "Save",
    "/c/tarnfell/settings/people/invite/": "Invite",
    "/c/tarnfell/settings/channels/new/": "Save",
    "/c/tarnfell/settings/escalation/new/": "Save",
}


def test_a_form_that_says_what_is_wrong_has_none(opened: Callable[[str], Page], calm_desk: Community) -> None:
    ada = opened("ada")
    for address, button in ERRORS.items():
        ada.set_viewport_size({"width": 1280, "height": 900})
        ada.goto(address)
        ada.locator("main form").evaluate_all("forms => forms.forEach((form) => { form.noValidate = true; })")
        ada.get_by_role("button", name=button, exact=True).click()
        expect(ada.locator("main [aria-invalid=true]").first).to_be_visible()
        assert flaws(ada) == [], address


def test_a_wrong_sign_in_has_none(opened: Callable[[str], Page], calm_desk: Community) -> None:
    page = opened("")
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill("moira@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#id_login")).to_have_attribute("aria-invalid", "true")
    assert flaws(page) == []


def test_the_way_of_an_invitation_has_none(opened: Callable[[str], Page], ada: User) -> None:
    page, community = opened(""), Community.objects.get()
    token = invitations.invite(community, ada, timezone.now(), email="new@example.org", role="viewer", team="")
    page.goto(reverse("invitation", args=[token]))
    assert flaws(page) == []
    page.get_by_role("button", name="Open the invitation").click()
    expect(page.get_by_label("Your name")).to_be_visible()
    assert name_of(page.url) in BY_ACTING
    assert flaws(page) == []


def test_a_lead_finds_none(page_of: OpenPage, lee: User, reviews: Channel) -> None:
    page, case = page_of(lee, reduced_motion="reduce"), make_case()
    asked = Escalation.objects.create(
        community=case.community, case=case, team=make_team("pr", case.community), asks="May we answer?"
    )
    for address in ("/c/tarnfell/escalations/", f"/c/tarnfell/cases/{asked.case_id}/"):
        page.goto(address)
        assert flaws(page) == [], address


def test_a_page_that_is_flawed_is_found_out(page: Page) -> None:
    page.set_content("<p style='color:#aaa;background:#fff'>Pale.</p><img src=x><button></button>")
    rules = {flaw.split(": ")[1] for flaw in flaws(page)}
    assert rules >= {"color-contrast", "image-alt", "button-name", "html-has-lang"}
