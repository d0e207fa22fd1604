"""A new decision is one row: with it alone, “mute for 7 days” goes all the way through the desk."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Channel, StubAction
from moderation.assessments.facts import Record, author_records
from moderation.models import Case, Outbox, User
from moderation.outbox import delivery
from moderation.policy.decisions import DECISIONS, Decision
from moderation.rollups import refresh
from tests.builders import make_case, make_copy, make_feed, make_message
from tests.web.cases.browsing import HTMX, act, address, shown, text_of
from tests.web.shared.markup import page_of

TO_DO = "/c/tarnfell/to-do/"
MUTE = Decision(
    slug="mute",
    label="Mute",
    effect="The author cannot write for a while.",
    done="Author muted",
    undone_by="lift",
    against_author=True,
    once_an_author=True,
    key="U",
    icon="snooze",
    lasts=timedelta(days=7),
)


@pytest.fixture(autouse=True)
def row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DECISIONS, "mute", MUTE)


@pytest.fixture
def muted(desk: Client, case: Case) -> Case:
    """A case on which Ana decided to mute, whose undo time is over."""
    act(desk, case, "decide", action="mute", reason="Spam.")
    delivery.deliver_due(timezone.now() + timedelta(minutes=1))
    case.refresh_from_db()
    return case


def read(client: Client, where: str) -> str:
    return page_of(client.get(where), unescape)


def table(client: Client, where: str) -> Iterator[dict[str, str]]:
    answer = b"".join(client.get(where).streaming_content).decode()  # type: ignore[attr-defined]
    return csv.DictReader(answer.splitlines(keepends=True), strict=True)


def test_it_is_offered_with_what_it_does_its_key_and_a_button_on_phones(desk: Client, case: Case) -> None:
    page = shown(desk, case)
    assert "<span>Mute for 7 days</span><kbd>U</kbd><small>The author cannot write for a while.</small>" in page
    assert 'data-decides="u"' in page
    assert page.partition('aria-label="Decide"')[2].count('name="now"') == len(
        [decision for decision in DECISIONS.values() if decision.icon]
    )


def test_it_is_owed_a_reason(desk: Client, case: Case) -> None:
    assert "say why" in text_of(act(desk, case, "decide", action="mute"))


def test_it_is_decided_told_and_kept_on_the_case(desk: Client, case: Case) -> None:
    page = text_of(act(desk, case, "decide", headers=HTMX, action="mute", reason="Spam."))
    assert f"Case {case.pk} decided: mute for 7 days. Undo within 10 s cancels it." in page
    assert "</svg>decided: mute for 7 days</span>" in page
    assert "Decided: mute for 7 days</h2>" in page
    assert "<span>Mute for 7 days</span>" in page
    assert "undo then asks the platform to lift it" in page


def test_it_is_carried_out_once_an_author(desk: Client, case: Case) -> None:
    make_copy(case, make_message())
    act(desk, case, "decide", action="mute", reason="Spam.")
    assert case.outbox.count() == 1


def test_whoever_does_it_by_hand_reads_for_how_long_and_has_no_text_to_post(desk: Client, muted: Case) -> None:
    page = read(desk, TO_DO)
    assert "<h2>Mute for 7 days</h2>" in page
    assert '<option value="mute">Mute for 7 days</option>' in page
    assert "Text to post" not in page
    assert [(task["what"], task["text"]) for task in table(desk, "/c/tarnfell/to-do.csv?kind=mute")] == [
        ("Mute for 7 days", "")
    ]


def test_a_feed_is_told_for_how_long(desk: Client, reviews: Channel, case: Case) -> None:
    Channel.objects.filter(pk=reviews.pk).update(feed=make_feed(reviews.community))
    act(desk, case, "decide", action="mute", reason="Spam.")
    delivery.deliver_due(timezone.now() + timedelta(minutes=1))
    told = StubAction.objects.get()
    assert (told.kind, told.text) == ("mute", "for 7 days")
    assert "Carried out on the platform: mute for 7 days" in shown(desk, case)


def test_it_is_marked_as_done_and_taken_back(desk: Client, muted: Case) -> None:
    done = desk.post(f"{TO_DO}{muted.outbox.get().pk}/done/", follow=True)
    assert f"Mute for 7 days for case {muted.pk} is done." in text_of(done)
    assert "<span>Author muted for 7 days</span>" in shown(desk, muted)
    undone = text_of(desk.post(address(muted, "undo"), follow=True))
    assert "It was carried out already, so lift is on its way." in undone
    assert Outbox.objects.get(compensates__kind="mute").kind == "lift"
    assert "decided: mute for 7 days" in undone
    assert "undid the decision" in undone


def test_it_counts_against_the_author_and_stands_in_their_history(desk: Client, muted: Case) -> None:
    assert muted.author_id is not None
    assert author_records([muted.author_id]) == {muted.author_id: Record(against=1, kept=0)}
    assert "<dd>1: 1 mute for 7 days</dd>" in shown(desk, make_case(make_message("Again.")))


def test_it_is_counted_on_the_health_page_and_in_its_export(desk: Client, muted: Case) -> None:
    refresh.bring_up_to_date(muted.community)
    assert "mute for 7 days\u00a01" in read(desk, "/c/tarnfell/health/")
    assert [(day["decisions.mute"], day["decisions.hide"]) for day in table(desk, "/c/tarnfell/health.csv")][-1] == (
        "1", "0",
    )  # fmt: skip


def test_django_s_admin_names_it(client: Client, muted: Case) -> None:
    client.force_login(User.objects.create(email="root@example.org", name="Root", is_superuser=True))
    for model, filtered in (("case", "decision"), ("outbox", "kind")):
        page = read(client, f"/admin/moderation/{model}/?{filtered}__exact=mute")
        assert page.count("Mute for 7 days") >= 2
