"""The pages of members and of keeping texts by keyboard, without scripts, and on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from community.models import Channel, Member, MemberName, MemberRole, StaffEntry
from moderation.models import Desk, User
from tests.browser.conftest import OpenPage
from tests.builders import make_case, make_channel, make_member, make_message, make_reply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
LONG = "w" * 180
# Names what reaches beyond the window, on a page that can be scrolled sideways.
WIDE = """
() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll("*")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest("pre, .rail, .sheet-set"))
  .map((each) => `${each.tagName}.${each.className}`)
"""


@SCRIPTS
def test_an_admin_finds_that_a_bot_answered_and_counts_it_from_the_start(
    page_of: OpenPage, reviews: Channel, ada: User, scripts: bool
) -> None:
    """From the conversation, without a mouse."""
    first = make_message("Where is my parcel?", channel=reviews)
    make_reply(first, "We got your message.", author=make_member(reviews.community, "bot"), from_staff=True)
    page = page_of(ada, java_script_enabled=scripts)
    page.goto(reverse("case", args=["tarnfell", make_case(first).pk]))
    page.get_by_role("link", name="Bot", exact=True).press("Enter")
    page.get_by_label("Role", exact=True).select_option("automated")
    page.get_by_label("Why").fill("a bot")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is automated where the source does not say")).to_be_visible()
    page.get_by_role("link", name="Count from the start").press("Enter")
    expect(page.get_by_text("1 as staff until now, 1 as automated staff then")).to_be_visible()
    page.get_by_role("button", name="Count from the start").press("Enter")
    expect(page.get_by_text("Counted from the start: 1 of 1 messages changed.")).to_be_visible()


@SCRIPTS
def test_a_month_typed_by_mistake_is_asked_about_first(
    page_of: OpenPage, reviews: Channel, ada: User, scripts: bool
) -> None:
    make_message("Old.", channel=reviews, posted_at=timezone.now() - timedelta(days=90))
    page = page_of(ada, java_script_enabled=scripts)
    page.goto(reverse("settings-retention", args=["tarnfell"]))
    page.get_by_label("Messages without a case").fill("1")
    page.keyboard.press("Enter")
    tick = page.get_by_label("Let go now: messages without a case (1)")
    expect(tick).not_to_be_checked()
    assert Desk.objects.get().keep_messages is None
    tick.press("Space")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Saved. The sweep begins within seconds")).to_be_visible()


def test_no_page_of_members_is_wider_than_a_phone(page_of: OpenPage, reviews: Channel, ada: User) -> None:
    member = a_long_member(reviews)
    names = {"settings-source": member.source_id, "settings-member": member.pk, "member-erase": member.pk}
    names |= {"settings-role-start": member.roles.get().pk, "settings-channel-split": reviews.pk}
    names |= {"settings-entry-start": StaffEntry.objects.get().pk, "case": make_case(member.messages.first()).pk}
    addresses = [reverse(name, args=["tarnfell", key]) for name, key in names.items()]
    addresses += [reverse(name, args=["tarnfell"]) for name in ("settings-sources", "settings-push", "to-do")]
    addresses.append(f"{reverse('members-join', args=['tarnfell'])}?member={member.pk}&q={member.external_id}")
    page, wide = page_of(ada, viewport={"width": 390, "height": 844}), []
    for address in addresses:
        page.goto(address)
        wide += [(address, name) for name in page.evaluate(WIDE)]
    assert wide == []


def a_long_member(reviews: Channel) -> Member:
    """One whose names, ids, reasons and attachments are as long as they may be, in two channels."""
    talk = make_channel(reviews.community, "talk", name=LONG[:120])
    member = make_member(reviews.community, LONG, name=f"N{LONG}")
    for channel in (reviews, talk):
        MemberName.objects.create(member=member, channel=channel, name=f"{channel.pk}{LONG}")
        make_message("", channel=channel, author=member, attachments=[f"https://cdn.example/{LONG}.png"])
    MemberRole.objects.create(member=member, role="staff", since=timezone.now(), why=LONG)
    StaffEntry.objects.create(source=member.source, kind="id", value=LONG, since=timezone.now(), why=LONG)
    return member
