"""No stored text is ever trusted: hostile ones in every field, on every screen, in a real browser."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Error, Page, expect

from community.models import Community
from moderation.cases import actions
from moderation.models import Case, Guideline, Membership
from tests.browser import hostile, screens, unescaped
from tests.browser.conftest import OpenPage
from tests.browser.hostile_cases import Say
from tests.browser.payloads import IMAGE, OWN, Corpus, Own, corpus
from tests.browser.witness import Witness

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.unescaped"),
]
SHARES = 4
PAYLOADS_A_TEXT = 240
# What is stored or asked, and stands on no screen at all.
NOT_SHOWN = {"reset key", "Rescoring.was"}
# What a template writes as text: each would run on the desk's own screens if its template trusted it.
WRITTEN = {
    *("Assessment.terms.name", "Assessment.terms.why", "Assessment.unknown", "Assessment.words"),
    *("Assessment.not_scored", "PendingAssessment.error", "Outbox.error", "CaseEvent.why", "CaseEvent.facts.action"),
    *("CaseEvent.facts.revision", "CaseEvent.facts.was", "CaseEvent.facts.is", "CaseEvent.facts.what"),
    "CaseEvent.facts.source",
    *("Channel.name", "Channel.slug", "?q"),
    *("Escalation.asks", "Escalation.answer", "Firing.cause", "CaseEvent.facts.rule"),
    *("Community.name", "User.name", "User.email", "Member.name", "Member.external_id"),
    *("Message.external_id", "Message.title", "Message.text", "Finding.reason", "Finding.rule"),
    *("EscalationRule.name", "EscalationRule.category", "EscalationRule.reason", "Invitation.email"),
    *("Team.name", "Team.webhook", "PushToken.name", "Source.name", "Source.host_key", "StaffEntry.value"),
    *("StaffEntry.why", "MemberRole.why", "MemberName.name", "Person.why", "Recount.name", "Recount.before"),
    "Recount.after",
    *("Change.name", "Change.before", "Change.after", "Change.rules.kind", "Change.rules.pattern"),
    *("Change.guideline.name", "Change.guideline.category", "Change.guideline.statement", "ImportRun.source"),
    *("Upload.name", "Upload.error", "Upload.mapping", "Upload.reasons", "File.cell", "File.column", "File.line"),
    *("ImportReject.reason", "ImportReject.raw"),
    *("Guideline.name", "GuidelineVersion.statement", "Rule.pattern"),
    *("GuidelineVersion.name", "GuidelineVersion.category", "GuidelineVersion.must_find"),
    "GuidelineVersion.must_not_find",
}
NAMED = re.compile(r"alert\('([^']+)'\)")


@dataclass
class Walk:
    """What a witness saw on each page of a browser, and all that stood there."""

    page: Page
    home: str
    saw: dict[str, list[str]] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.witness = Witness(self.page.context, self.home)

    def over(self, addresses: Iterable[str]) -> "Walk":
        for address in addresses:
            response = self.page.goto(address)
            self.look(address)
            if response and response.status >= 500 and not address.startswith("/broken/"):
                self.saw.setdefault(address, []).append(f"status {response.status}")
        return self

    def look(self, where: str) -> None:
        # A page that is on its way elsewhere cannot be read, and that it goes is what the witness tells.
        with suppress(Error):
            self.read.append(self.page.content())
        if found := self.witness.look(self.page):
            self.saw[where] = found


def walks(page_of: OpenPage, community: Community, say: Say, home: str) -> Iterator[Walk]:
    """Every screen of the desk, by somebody who may see it."""
    yield Walk(page_of(hostile.person("vic")), home).over(screens.of_a_viewer(community, say))
    yield Walk(page_of(hostile.person("ada")), home).over(screens.of_an_admin(community))
    ana = Walk(page_of(hostile.person("ana")), home)
    yield ana.over([*screens.of_a_moderator(community, say), *screens.one_by_one(community)])


def sightings(several: Iterable[Walk]) -> dict[str, list[str]]:
    return {address: found for walk in several for address, found in walk.saw.items()}


@pytest.mark.parametrize("first", [0, 7])
def test_our_own_payloads_do_nothing_on_any_screen(first: int, page: Page, page_of: OpenPage, live_server: Any) -> None:
    say, home = Own(*OWN[first:], *OWN[:first]), str(live_server)
    community = hostile.poisoned(say)
    hostile.add(community, say)
    stranger = Walk(page, home).over(screens.of_a_stranger(say))
    root = Walk(page_of(hostile.person("root")), home)
    root.over([*screens.of_a_superuser(), *screens.of_a_curious_superuser()])
    done = [stranger, root, *walks(page_of, community, say, home)]
    assert sightings(done) == {}
    # Some of it stands within sentences, in small letters.
    shown = "".join(text for walk in done for text in walk.read).lower()
    assert {name for name in say.said if name.lower() not in shown} == NOT_SHOWN


@pytest.mark.shared
@pytest.mark.parametrize("share", range(SHARES))
def test_the_public_corpus_does_nothing_on_any_screen(
    share: int, page: Page, page_of: OpenPage, live_server: Any
) -> None:
    payloads, home = corpus()[share::SHARES], str(live_server)
    say = Corpus(payloads)
    community = hostile.poisoned(say)
    for first in range(0, len(payloads), PAYLOADS_A_TEXT):
        hostile.add(community, Corpus(payloads[first : first + PAYLOADS_A_TEXT]))
    stranger = Walk(page, home).over(screens.of_a_stranger(say))
    root = Walk(page_of(hostile.person("root")), home).over(screens.of_a_superuser())
    assert sightings([stranger, root, *walks(page_of, community, say, home)]) == {}


# ── what people type comes back to them ─────────────────────────────────
@pytest.fixture
def poisoned(transactional_db: None) -> Community:
    say = Own(*OWN)
    community = hostile.poisoned(say)
    hostile.add(community, say)
    return community


def free_case() -> Case:
    """The one that could not be checked, which nobody holds."""
    return Case.objects.open().get(is_unchecked=True, assignee=None)


def test_what_is_typed_on_a_case_does_nothing_when_it_comes_back(
    poisoned: Community, page_of: OpenPage, live_server: Any
) -> None:
    ana, typed = page_of(hostile.person("ana")), "\n".join(OWN)
    walk = Walk(ana, str(live_server)).over([f"/c/tarnfell/cases/{free_case().pk}/"])
    ana.get_by_label("Reason").fill(typed)
    ana.get_by_role("button", name="Decide", exact=True).click()
    expect(ana.get_by_text("Choose what to do.")).to_be_visible()
    walk.look("a form that was not complete")
    ana.reload()
    expect(ana.get_by_label("Reason")).to_have_value(typed)
    walk.look("a draft that was brought back")
    ana.get_by_label("Note").fill(typed)
    ana.get_by_role("button", name="Add note").click()
    expect(ana.locator("#happened blockquote").first).to_have_text(typed)
    walk.look("a note")
    ana.get_by_role("radio", name="Hide").check()
    ana.get_by_role("button", name="Decide", exact=True).click()
    expect(ana.locator("#toasts")).to_contain_text("decided: hide")
    walk.look("a decision")
    assert walk.saw == {}


def test_a_refusal_that_names_somebody_does_nothing(poisoned: Community, page_of: OpenPage, live_server: Any) -> None:
    ana, case = page_of(hostile.person("ana")), free_case()
    walk = Walk(ana, str(live_server)).over([f"/c/tarnfell/cases/{case.pk}/"])
    actions.claim(case, hostile.person("ada"), timezone.now())
    ana.get_by_role("button", name="Claim C").click()
    expect(ana.get_by_role("alert")).to_contain_text(hostile.person("ada").name)
    walk.look("a refusal")
    assert walk.saw == {}


def test_a_refused_right_puts_a_page_in_the_page_and_nothing_else(
    poisoned: Community, page_of: OpenPage, live_server: Any
) -> None:
    ana = page_of(hostile.person("ana"))
    walk = Walk(ana, str(live_server)).over([f"/c/tarnfell/cases/{free_case().pk}/"])
    Membership.objects.filter(user=hostile.person("ana")).update(role="viewer")
    ana.get_by_role("button", name="Claim C").click()
    expect(ana.get_by_role("heading", name="Your role does not allow this")).to_be_visible()
    expect(ana.locator("main")).to_contain_text(poisoned.name)
    walk.look("a page of an error, put in by htmx")
    assert walk.saw == {}


def test_a_guideline_that_is_tried_or_refused_does_nothing(
    poisoned: Community, page_of: OpenPage, live_server: Any
) -> None:
    ada, other = page_of(hostile.person("ada")), Guideline.objects.get()
    walk = Walk(ada, str(live_server)).over(["/c/tarnfell/guidelines/new/"])
    ada.get_by_label("Phrases").fill("script\nalert\n[xx " + "\n".join(OWN))
    # Words outside tags too, as those within are not what people read.
    ada.get_by_label("Text to try").fill("\n".join([*OWN, "script"]))
    ada.get_by_role("button", name="Try").click()
    expect(ada.locator("#tried")).not_to_be_empty()
    walk.look("a text that was tried")
    ada.get_by_label("Phrases").fill("script\nalert")
    ada.get_by_role("button", name="Try").click()
    expect(ada.locator("#tried mark")).not_to_have_count(0)
    walk.look("a text that was marked")
    ada.get_by_label("Name", exact=True).fill(other.name)
    ada.get_by_label("Category").fill(other.category)
    ada.get_by_label("What we ask of people").fill("\n".join(OWN))
    ada.get_by_role("button", name="Save").click()
    expect(ada.get_by_role("alert")).to_contain_text("There is a guideline named")
    walk.look("a name that is taken")
    assert walk.saw == {}


def test_a_refused_address_does_nothing(poisoned: Community, page: Page, live_server: Any) -> None:
    walk = Walk(page, str(live_server)).over(["/accounts/login/"])
    page.locator("form").evaluate("form => (form.noValidate = true)")
    page.get_by_label("E-mail").fill(IMAGE)
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#id_login")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_login")).to_have_value(IMAGE)
    walk.look("a wrong sign-in")
    assert walk.saw == {}


# ── the control: the witness sees what it is there for ──────────────────
@pytest.mark.parametrize("payload", OWN)
def test_a_page_that_trusts_a_text_is_found_out(
    payload: str, page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unescaped, "TEXTS", [payload])
    guarded = Walk(page, str(live_server)).over(["/trusting/"])
    assert guarded.saw


@pytest.mark.parametrize("payload", [payload for payload in OWN if "alert" in payload and "hx-" not in payload])
def test_only_the_policy_keeps_such_a_page_from_running_it(
    payload: str, page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unescaped, "TEXTS", [payload])
    walk = Walk(page, str(live_server)).over(["/trusting/", "/unguarded/"])
    guarded, unguarded = (" ".join(walk.saw[address]) for address in ("/trusting/", "/unguarded/"))
    assert ("CSP report" in guarded, "dialog" in guarded) == (True, False)
    assert ("CSP report" in unguarded, "dialog" in unguarded) == (False, True)


@pytest.mark.shared
def test_the_corpus_is_found_out_on_a_page_that_trusts_it(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unescaped, "TEXTS", corpus()[:500])
    walk = Walk(page, str(live_server)).over(["/trusting/"])
    assert any("CSP report" in line for line in walk.saw["/trusting/"])


def test_templates_that_escape_nothing_are_found_out(page_of: OpenPage, live_server: Any, settings: Any) -> None:
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "autoescape": False}}]
    say = Own(IMAGE)
    community = hostile.poisoned(say)
    hostile.add(community, say)
    saw = sightings(walks(page_of, community, say, str(live_server)))
    lines = [line for found in saw.values() for line in found if line.startswith("in the page")]
    assert {name.lower() for line in lines for name in NAMED.findall(line)} >= {name.lower() for name in WRITTEN}
