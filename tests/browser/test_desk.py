"""The desk as two stories: a threat that a team answers, and an admin whose settings take effect."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from community.connectors.storing import store_records
from community.models import Channel, Community, Message
from community.records import RawMessage
from moderation.assessments import intake, pipeline
from moderation.guidelines import publishing
from moderation.models import Case, User
from moderation.work import sweep
from tests.browser.conftest import OpenContext, OpenPage
from tests.builders import make_channel, make_feed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THREAT = "This zip broke again. See you in court, my lawyer will write to you."
ANSWER = "We are sorry, a new tent is on its way."


# ── what the machine does ───────────────────────────────────────────────
@pytest.fixture
def forum(tarnfell: Community) -> Channel:
    """A channel that a feed reads and writes; the feed says nothing by itself in these stories."""
    publishing.install_starter_guidelines(tarnfell)
    return make_channel(tarnfell, "forum", feed=make_feed(tarnfell, settings={"a_minute": 0}, read_at=timezone.now()))


def comes_in(channel: Channel, text: str) -> None:
    said = RawMessage("t-1", text, channel=channel.slug, author_id="moira", posted_at=timezone.now())
    store_records(channel.feed, [said], timezone.now(), intake.stored)
    the_line_runs()


def the_line_runs(seconds: int = 0) -> None:
    for sweeps in range(2):
        pipeline.drain()
        sweep.sweep_once(timezone.now() + timedelta(seconds=seconds + 5 * sweeps))
    pipeline.drain()


# ── what people do ──────────────────────────────────────────────────────
def save(page: Page, name: str = "Save") -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("#toasts .toast")).to_be_visible()


def add_an_escalation_rule(page: Page) -> None:
    page.goto("/c/tarnfell/settings/escalation/new/")
    page.get_by_label("Name").fill("Legal threats to PR")
    page.get_by_label("Category found").select_option("legal-threat")
    page.get_by_label("Ask this team").select_option("pr")
    page.get_by_label("What is asked of it").fill("What may we answer?")
    save(page)


@pytest.fixture
def cast(ada: User, ana: User, lee: User, vic: User) -> dict[str, User]:
    return {"ada": ada, "ana": ana, "lee": lee, "vic": vic}


def test_a_threat_is_escalated_answered_and_counted(
    page_of: OpenPage, forum: Channel, cast: dict[str, User], settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.example"
    add_an_escalation_rule(page_of(cast["ada"]))
    comes_in(forum, THREAT)
    address = f"/c/tarnfell/cases/{Case.objects.get().pk}/"
    letter = mail.outbox[-1]
    assert (letter.to, address in letter.body) == ([cast["lee"].email], True)
    assert "court" not in letter.subject + letter.body
    the_lead_answers(page_of(cast["lee"]), address)
    the_moderator_replies_with_it(page_of(cast["ana"]), address)
    assert Message.objects.filter(from_staff=True).count() == 1
    health_counts_it(page_of(cast["vic"]))


def the_lead_answers(lees: Page, address: str) -> None:
    lees.goto("/")
    expect(lees.get_by_role("heading", name="Escalations")).to_be_visible()
    lees.goto(address)
    expect(lees.locator("#it")).to_contain_text("See you in court")
    expect(lees.get_by_role("button", name="Decide", exact=True)).to_have_count(0)
    lees.get_by_role("button", name="Acknowledge").click()
    expect(lees.locator("#escalations")).to_contain_text("Acknowledged")
    lees.get_by_label("The answer, as the member may read it").fill(ANSWER)
    lees.get_by_role("button", name="Answer", exact=True).click()
    expect(lees.locator("#escalations")).to_contain_text("Answered")


def the_moderator_replies_with_it(anas: Page, address: str) -> None:
    anas.goto(address)
    expect(anas.locator("#clocks")).to_contain_text("left")
    anas.get_by_role("link", name="Use as reply").click()
    expect(anas.get_by_label("Reply text")).to_have_value(ANSWER)
    anas.get_by_label("Close the case with it").check()
    anas.get_by_role("button", name="Send").click()
    expect(anas.locator("#clocks")).to_contain_text("met in")
    the_line_runs(seconds=11)
    anas.goto(address)
    expect(anas.locator("#outside")).to_contain_text("Reply sent")


def health_counts_it(vics: Page) -> None:
    vics.goto("/c/tarnfell/health/")
    for name, figure in {"Cases opened": "1"}.items():
        tile = vics.locator("main").get_by_text(name, exact=True).first.locator("xpath=..")
        expect(tile).to_contain_text(figure)


def test_an_admin_adds_a_colleague_a_channel_hours_and_a_rule_and_each_takes_effect(
    page_of: OpenPage, open_context: OpenContext, forum: Channel, ada: User
) -> None:
    page = page_of(ada)
    add_an_escalation_rule(page)

    page.goto("/c/tarnfell/settings/channels/new/")
    page.get_by_label("Name").fill("Trail questions")
    page.get_by_label("We answer questions here").check()
    save(page)

    page.goto("/c/tarnfell/settings/promises/")
    page.get_by_label("in these hours").check()
    page.get_by_label("Monday, from").fill("09:00")
    page.get_by_label("Monday, to").fill("17:00")
    save(page, "Save the hours")

    page.goto("/c/tarnfell/settings/people/invite/")
    page.get_by_label("E-mail").fill("lou@example.org")
    page.get_by_label("Role").select_option("lead")
    page.get_by_label("Team").select_option("pr")
    page.get_by_role("button", name="Invite", exact=True).click()
    link = page.get_by_label("The link for lou@example.org").input_value()

    lous = open_context().new_page()
    lous.goto(link)
    lous.get_by_role("button", name="Open the invitation").click()
    lous.get_by_label("Your name").fill("Lou Marsh")
    lous.get_by_label("Password").fill("a long enough password")
    lous.get_by_role("button", name="Make my account").click()
    expect(lous.get_by_role("heading", name="Escalations")).to_be_visible()
    expect(lous.locator("main")).to_contain_text("Nothing is with PR")

    channel = Channel.objects.get(name="Trail questions")
    Channel.objects.filter(pk=channel.pk).update(feed=forum.feed)
    channel.refresh_from_db()
    comes_in(channel, THREAT + " Is it waterproof?")
    lous.reload()
    expect(lous.locator("article.esc")).to_contain_text("Legal threats to PR")
    lous.get_by_role("link", name="Case").first.click()
    lous.get_by_text("How these clocks run").click()
    expect(lous.locator("#clocks")).to_contain_text("Mon 09:00–17:00, Europe/London")
    assert Case.objects.get().opened_for == ["finding", "answer"]

    page.goto("/c/tarnfell/settings/record/")
    for said in ("Trail questions", "Lou Marsh", "Working hours", "Legal threats to PR"):
        expect(page.locator("main")).to_contain_text(said)
