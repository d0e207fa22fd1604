"""The line as a story, from a file to an answer on the platform, with JavaScript and without."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from community.models import Channel, Community, Message
from moderation.assessments import pipeline
from moderation.cases import actions
from moderation.guidelines import publishing
from moderation.models import Case, User
from moderation.outbox import delivery
from moderation.work import sweep
from tests.browser.conftest import OpenContext, OpenPage
from tests.builders import make_case, make_channel, make_feed, make_member, make_message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WEEK = Path(__file__).resolve().parents[2] / "fixtures" / "week.jsonl"
LINES_OF_THE_WEEK = 120
PASSWORD = "a long enough password"
THREAT = "I hate this terrible zip. See you in court, my lawyer will write to you."
QUESTION = "Hello, where is my parcel?"
THANKS = "Thank you, we are looking for it."
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


# ── what a person does ──────────────────────────────────────────────────
def sign_in_by_the_form(page: Page, email: str) -> None:
    page.goto("/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def row_of(page: Page, text: str) -> Locator:
    return page.locator("li.row").filter(has_text=text)


def open_case(page: Page, text: str) -> None:
    row_of(page, text).locator("a.who").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case")


def go_to(page: Page, place: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=place).click()


def decide_to_hide(page: Page, why: str) -> None:
    page.get_by_role("radio", name="Hide").check()
    page.get_by_label("Guideline", exact=True).select_option(label="Legal threat")
    page.get_by_label("Reason").fill(why)
    page.get_by_role("button", name="Decide", exact=True).click()


def reply_and_close(page: Page, text: str) -> None:
    page.get_by_label("Reply text").fill(text)
    page.get_by_label("Close the case with it").check()
    page.get_by_role("button", name="Send").click()


# ── what the machine does ───────────────────────────────────────────────
def import_a_week(path: Path) -> None:
    """A part of the sample week, and two messages that this story is about, by the real command."""
    ours = [
        {"id": "r-1", "author": "Moira Blake", "created_at": "2026-11-14T09:00:00Z", "kind": "review", "text": THREAT},
        {"id": "d-1", "author": "Kenji Ito", "created_at": "2026-11-14T10:00:00Z", "kind": "dm", "text": QUESTION},
    ]
    week = WEEK.read_text(encoding="utf-8").splitlines()[:LINES_OF_THE_WEEK]
    path.write_text("\n".join([*map(json.dumps, ours), *week]), encoding="utf-8")
    call_command("import_messages", str(path), "--community=tarnfell-outdoor", "--channel=shop", "--create")


def ten_seconds_later() -> None:
    delivery.deliver_due(timezone.now() + timedelta(seconds=11))


@pytest.fixture
def newcomer(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The e-mail of who has just set the installation up."""
    monkeypatch.setenv("PARLEY_ADMIN_PASSWORD", PASSWORD)
    said = (
        "--email=nora@example.org",
        "--name=Nora Quist",
        "--community=Tarnfell Outdoor",
        "--time-zone=Europe/London",
    )
    call_command("setup", *said)
    return "nora@example.org"


# ── the stories ─────────────────────────────────────────────────────────
@SCRIPTS
def test_a_newcomer_goes_from_a_file_to_an_answer(
    scripts: bool, newcomer: str, open_context: OpenContext, tmp_path: Path
) -> None:
    page = open_context(java_script_enabled=scripts).new_page()
    sign_in_by_the_form(page, newcomer)
    expect(page.get_by_role("heading", name="Nothing has come in yet")).to_be_visible()

    import_a_week(tmp_path / "week.jsonl")
    pipeline.drain()
    page.reload()
    threat = row_of(page, "my lawyer will")
    expect(threat).to_contain_text("Legal threat")
    expect(threat.locator(".why")).to_contain_text("severity")
    expect(threat.locator(".sent")).to_contain_text("negative")

    open_case(page, "my lawyer will")
    sees_why_it_is_here(page)
    page.get_by_role("button", name="Claim").click()
    expect(page.locator(".head")).to_contain_text("You claimed it")
    expect(page.locator("#happened")).to_contain_text("Nora Quist claimed it")

    decide_to_hide(page, "Legal answers it.")
    toast = page.locator("#toasts .toast")
    expect(toast).to_contain_text("decided: hide")
    expect(page.locator(".head")).to_contain_text("decided: hide")
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Undone: the decision. Nothing was done on the platform.")
    expect(page.locator(".head .chip").first).to_have_text("open")
    expect(page.locator("#happened")).to_contain_text("undid the decision")

    go_to(page, "Queue")
    open_case(page, QUESTION)
    reply_and_close(page, THANKS)
    expect(page.locator("#toasts")).to_contain_text("stands under To do in 10 s")
    go_to(page, "To do")
    expect(page.get_by_role("heading", name="Nothing is to be done by hand")).to_be_visible()
    ten_seconds_later()
    page.reload()
    expect(page.locator(".task")).to_contain_text(QUESTION)
    expect(page.get_by_label("Text to post")).to_have_value(THANKS)
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#toasts")).to_contain_text("is done")
    expect(page.locator(".task")).to_have_count(0)
    page.goto("/c/tarnfell-outdoor/queue/?state=closed")
    expect(page.locator("li.row")).to_have_count(1)
    expect(row_of(page, QUESTION)).to_contain_text("Replied")


def sees_why_it_is_here(page: Page) -> None:
    """Evidence in the text, terms that add up, the guideline's wording, the words of the sentiment."""
    expect(page.locator("#it mark").first).to_be_visible()
    assert "See you in court" in " ".join(page.locator("#it mark").all_inner_texts())
    terms = [
        int(text.replace("−", "-")) for text in page.locator(".ledger").first.locator("tbody .num").all_inner_texts()
    ]
    assert len(terms) > 1
    assert sum(terms) == int(page.locator(".ledger tfoot .num").first.inner_text())
    expect(page.locator(".guide-text").first).to_contain_text("Somebody announces a lawyer")
    expect(page.get_by_role("list", name="Words that moved it")).to_contain_text("terrible")
    expect(page.get_by_text("Not known: views, reactions")).to_be_visible()


@pytest.fixture
def direct(tarnfell: Community) -> Channel:
    """A channel that is read and written by a feed; it says nothing by itself in these stories."""
    feed = make_feed(tarnfell, settings={"a_minute": 0}, read_at=timezone.now())
    publishing.install_starter_guidelines(tarnfell)
    return make_channel(tarnfell, "direct", feed=feed, is_private=True)


@SCRIPTS
def test_a_reply_through_a_feed_comes_back_and_is_recognised(
    scripts: bool, page_of: OpenPage, ana: User, direct: Channel
) -> None:
    page = page_of(ana, java_script_enabled=scripts)
    case = make_case(make_message(QUESTION, channel=direct, kind="direct"), opened_for=["answer"], answer_only=True)
    page.goto("/")
    open_case(page, QUESTION)
    reply_and_close(page, THANKS)
    expect(page.locator("#outside")).to_contain_text("Reply")

    later = timezone.now() + timedelta(seconds=11)
    for sweeps in range(3):
        sweep.sweep_once(later + timedelta(seconds=5 * sweeps))
        pipeline.drain()
    page.reload()
    answer = page.locator("article").filter(has_text=THANKS)
    expect(answer).to_have_count(1)
    expect(answer).to_contain_text("staff")
    expect(page.locator("#outside")).to_contain_text("Reply sent")
    expect(page.locator("#outside")).to_contain_text("it cannot be unsent")
    expect(page.locator(".read .sr-title")).to_contain_text("2 messages")
    assert list(Case.objects.all()) == [case]
    assert Message.objects.filter(from_staff=True).count() == 1


def test_new_cases_are_announced_without_moving_a_row(page_of: OpenPage, ana: User, case: Case) -> None:
    page = page_of(ana)
    page.clock.install()
    page.goto("/c/tarnfell/queue/")
    row = page.locator(f"#case-{case.pk}")
    stood_at = row.bounding_box()
    for _ in range(2):
        make_case(priority=90)
    page.clock.run_for(10_000)
    expect(page.locator(".pill")).to_contain_text("2 new, 2 above priority 70")
    expect(page).to_have_title("(2 new) Needs review · Parley")
    expect(page.locator("li.row")).to_have_count(1)
    assert row.bounding_box() == stood_at
    page.keyboard.press("n")
    expect(page.locator("li.row")).to_have_count(3)


def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told_who(
    page_of: OpenPage, ana: User, ben: User, case: Case
) -> None:
    anas, bens = page_of(ana), page_of(ben)
    for page in (anas, bens):
        page.goto("/c/tarnfell/queue/")
    bens.locator("li.row").get_by_role("button", name="Claim").click()
    expect(bens.locator(".row-owner")).to_contain_text("You")
    # Her page still offers it.
    anas.locator("li.row").get_by_role("button", name="Claim").click()
    expect(anas.locator("#toasts")).to_contain_text("Ben has claimed this case")
    expect(anas.locator(".row-owner")).to_contain_text("Ben")
    anas.locator("a.who").click()
    expect(anas.get_by_role("button", name="Decide", exact=True)).to_be_disabled()
    expect(anas.get_by_text("Ben has this case.", exact=True)).to_be_visible()


def test_who_decides_too_late_is_told_and_keeps_what_was_typed(
    page_of: OpenPage, ana: User, ben: User, case: Case
) -> None:
    anas, bens = page_of(ana), page_of(ben)
    for page in (anas, bens):
        page.goto(f"/c/tarnfell/cases/{case.pk}/")
        page.get_by_role("radio", name="Hide").check()
    for page, why in ((bens, "Rude."), (anas, "Not nice.")):
        page.get_by_label("Reason").fill(why)
        page.get_by_role("button", name="Decide", exact=True).click()
        expect(page.locator(".head")).to_contain_text("decided: hide")
    expect(anas.get_by_role("alert")).to_contain_text("Ben closed this case already")
    expect(anas.get_by_label("Reason")).to_have_value("Not nice.")
    assert list(case.events.filter(kind="decided").values_list("actor__name", flat=True)) == ["Ben"]


# ── how it looks ────────────────────────────────────────────────────────
# What no thumb reaches; a bar that is wider than the page may scroll in itself.
OUTSIDE = """
() => {
  const scrollsItself = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const scrolls = (element) => element && (scrollsItself(element) || scrolls(element.parentElement));
  return [...document.querySelectorAll("main .btn, main input, main select, main textarea, main h1")]
    .filter((element) => element.checkVisibility() && !element.matches(".vh") && !scrolls(element))
    .filter((element) => element.getBoundingClientRect().left < 0 || element.getBoundingClientRect().right > innerWidth)
    .map((element) => element.outerHTML.slice(0, 90));
}
"""


@pytest.fixture
def unbroken(tarnfell: Community, ana: User) -> Case:
    """Two cases whose words are longer than any phone is wide; one is answered, and to do on the platform."""
    publishing.install_starter_guidelines(tarnfell)
    author = make_member(tarnfell, "x" * 200, name="Wrrr" * 40)
    text = f"{'A' * 400} https://shop.example/{'b' * 300}"
    answered = make_case(make_message(text, author=author, title="T" * 300))
    actions.reply(answered, ana, timezone.now(), text="R" * 300, close=True)
    ten_seconds_later()
    return make_case(make_message(text, author=author, title="T" * 300))


def test_a_phone_shows_every_page_without_scrolling_sideways(page_of: OpenPage, ada: User, unbroken: Case) -> None:
    page = page_of(ada, viewport={"width": 390, "height": 844})
    here, other = "/c/tarnfell", Case.objects.closed().get()
    queues = [f"{here}/queue/{query}" for query in ("", "?state=closed", "?severity=low", "?q=99999")]
    cases = [f"{here}/cases/{case.pk}/" for case in (unbroken, other)]
    rules = [f"{here}/guidelines/{name}" for name in ("", "new/", "legal-threat/")]
    for address in (*queues, *cases, *rules, f"{here}/to-do/", f"{here}/health/", "/nowhere/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert page.evaluate(OUTSIDE) == [], address


def test_a_thumb_decides_a_case_on_a_phone(page_of: OpenPage, ana: User, unbroken: Case) -> None:
    page = page_of(ana, viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto("/")
    page.locator("a.who").tap()
    expect(page.get_by_role("group", name="Decide").get_by_role("button", name="Keep")).to_be_in_viewport()
    page.get_by_role("group", name="Decide").get_by_role("button", name="Keep").tap()
    expect(page.locator("#toasts")).to_contain_text("decided: keep")


def test_the_theme_is_chosen_by_a_button_and_kept(page_of: OpenPage, ana: User, case: Case) -> None:
    page = page_of(ana, color_scheme="light")
    page.goto("/c/tarnfell/queue/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Theme: as the system").click()
    assert page.evaluate(paper) == light
    page.get_by_role("button", name="Theme: light").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(f"/c/tarnfell/cases/{case.pk}/")
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="Theme: dark").click()
    assert page.evaluate(paper) == light


def test_the_theme_follows_the_system_until_one_is_chosen(page_of: OpenPage, ana: User, case: Case) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        page = page_of(ana, color_scheme=scheme)
        page.goto("/c/tarnfell/queue/")
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2
