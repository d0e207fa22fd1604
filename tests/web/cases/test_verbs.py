"""The verbs of a case, as a browser without scripts and as htmx call them."""

import pytest
from django.utils import timezone

from community.models import Feed
from moderation.cases import actions
from moderation.models import Case, Outbox
from tests.builders import (
    make_case,
    make_channel,
    make_feed,
    make_guideline,
    make_message,
)
from tests.web.cases.browsing import HTMX, act, address, edit, shown, text_of
from tests.web.shared.markup import page_of

VERBS = ["claim", "release", "decide", "reply", "note", "close", "reopen", "undo"]


# ── act ─────────────────────────────────────────────────────────────────


def test_claiming_answers_with_the_case_which_is_now_ones_own(desk, case, ana):
    answer = act(desk, case, "claim")
    assert (answer.status_code, answer.url) == (303, address(case))
    assert Case.objects.get(pk=case.pk).assignee == ana
    assert "You claimed it" in shown(desk, case)


def test_of_two_people_who_claim_the_second_is_told_who_was_first(desk, case, ben):
    actions.claim(case, ben, timezone.now())
    answer = act(desk, case, "claim")
    assert answer.status_code == 409
    assert "Ben has claimed this case" in text_of(answer)
    assert "Ben claimed it" in text_of(answer)
    assert "Claim <kbd>" not in text_of(answer)
    assert "Ben has this case; nobody else can decide" in text_of(answer)


def test_a_case_is_given_back(desk, case, ana):
    actions.claim(case, ana, timezone.now())
    act(desk, case, "release")
    assert Case.objects.get(pk=case.pk).assignee is None


def test_only_a_manager_is_offered_to_release_what_another_holds(client, case, ana, ben, mia):
    actions.claim(case, ben, timezone.now())
    client.force_login(ana)
    assert 'id="release"' not in shown(client, case)
    client.force_login(mia)
    assert 'id="release"' in shown(client, case)


def test_a_decision_carries_guideline_reason_and_revision(desk, threat, ana):
    guideline = threat.community.guidelines.get()
    act(desk, threat, "decide", action="hide", guideline=guideline.pk, reason="A clear threat.")
    event = threat.events.get(kind="decided")
    assert (event.actor, event.why, event.facts["guideline"], event.facts["revision"]) == (
        ana,
        "A clear threat.",
        guideline.pk,
        1,
    )
    assert (Case.objects.get(pk=threat.pk).decision, threat.outbox.get().kind) == ("hide", "hide")
    assert "decided: hide, under Legal threat" in shown(desk, threat)


def test_the_guideline_that_was_found_is_chosen_beforehand(desk, threat):
    assert f'<option value="{threat.community.guidelines.get().pk}" selected>' in shown(desk, threat)


def test_a_decision_can_leave_the_case_open(desk, case):
    act(desk, case, "decide", action="keep", keep_open="on")
    assert Case.objects.get(pk=case.pk).closed_at is None


def test_a_button_of_the_bottom_bar_chooses_and_decides_in_one(desk, case):
    act(desk, case, "decide", now="keep")
    assert Case.objects.get(pk=case.pk).decision == "keep"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({}, "Choose what to do."),
        ({"action": "explode"}, "Choose one of these decisions."),
        ({"action": "hide"}, "Choose the guideline, or say why."),
        ({"action": "hide", "reason": "  "}, "Choose the guideline, or say why."),
        ({"action": "keep", "reason": "x" * 2001}, "at most 2000 characters"),
        ({"action": "hide", "guideline": "999999"}, "not one of this community"),
    ],
)
def test_a_decision_that_cannot_be_read_is_not_made_and_says_why(desk, case, typed, why):
    answer = act(desk, case, "decide", **typed)
    assert answer.status_code == 422
    assert why in text_of(answer)
    assert not case.events.filter(kind="decided").exists()


def test_a_guideline_of_another_community_cannot_be_chosen(desk, case, emberloom):
    foreign = make_guideline(emberloom)
    answer = act(desk, case, "decide", action="hide", guideline=foreign.pk)
    assert answer.status_code == 422
    assert not case.events.filter(kind="decided").exists()


@pytest.mark.parametrize(
    ("verb", "typed", "kept"),
    [
        ("decide", {"action": "keep", "reason": "Looks fine."}, "Looks fine.</textarea>"),
        ("reply", {"text": "Dear Moira,"}, "Dear Moira,</textarea>"),
        ("close", {"why": "Old news."}, "Old news.</textarea>"),
    ],
)
def test_when_the_text_was_edited_meanwhile_nothing_is_done_and_the_new_text_is_shown(desk, case, verb, typed, kept):
    edit(case, "An apology.")
    answer = act(desk, case, verb, **typed)
    assert answer.status_code == 409
    assert "The text was edited while you were reading it." in text_of(answer)
    assert "An apology." in text_of(answer)
    assert kept in text_of(answer)
    assert 'name="revision" value="2"' in text_of(answer)
    assert 'name="revision" value="1"' not in text_of(answer)
    assert not case.events.filter(kind__in=["decided", "replied", "closed"]).exists()


def test_a_reply_goes_to_the_outbox_and_closes_the_case_when_asked(desk, case):
    act(desk, case, "reply", text="Dear Moira,\r\nwe are on it.", close="on")
    assert case.outbox.get().text == "Dear Moira,\r\nwe are on it."
    assert Case.objects.get(pk=case.pk).outcome == "replied"


@pytest.mark.parametrize(("feed", "says"), [("", "stands under To do in 10 s"), ("stub", "goes out in 10 s")])
def test_whoever_replies_is_told_whether_somebody_still_has_to_post_it(desk, case, feed, says):
    if feed:
        case.channel.feed = Feed.objects.create(community=case.community, kind=feed)
        case.channel.save()
    answer = act(desk, case, "reply", text="We are on it.")
    page = text_of(desk.get(answer.url))
    assert f"Reply to case {case.pk} {says}." in page
    _, _, outside = page.partition("<h2>On the platform</h2>")
    assert f"<span data-while>{says.removesuffix('10 s')}<b data-left=" in outside


def test_a_reply_leaves_the_case_open_when_that_is_not_asked(desk, case):
    act(desk, case, "reply", text="Which size?")
    assert Case.objects.get(pk=case.pk).closed_at is None


@pytest.mark.parametrize(
    ("verb", "typed", "why"),
    [
        ("reply", "", "Write a reply first."),
        ("reply", " \n ", "Write a reply first."),
        ("reply", "x" * 10_001, "at most 10000 characters"),
        ("reply", "a\0b", "Null characters"),
        ("note", "", "Write a note first."),
        ("note", "x" * 10_001, "at most 10000 characters"),
        ("close", "", "Say why it needs no decision."),
    ],
)
def test_a_text_outside_its_limits_is_refused_beside_its_field(desk, case, verb, typed, why):
    field = "why" if verb == "close" else "text"
    answer = act(desk, case, verb, **{field: typed})
    assert answer.status_code == 422
    assert f'id="{verb}-{field}_error"' in text_of(answer)
    assert why in text_of(answer)
    assert case.events.exclude(kind="opened").count() == 0


def test_a_reply_of_the_full_length_is_taken(desk, case):
    assert act(desk, case, "reply", text="x" * 10_000).status_code == 303


@pytest.mark.parametrize(("is_private", "words"), [(True, "directly"), (False, "in public")])
def test_one_reads_whether_a_reply_is_public(desk, tarnfell, is_private, words):
    channel = make_channel(tarnfell, "letters", is_private=is_private)
    assert f"Reply as Tarnfell Outdoor, {words}" in shown(desk, make_case(make_message(channel=channel)))


@pytest.mark.parametrize(
    ("has_feed", "words"), [(True, "Carried out by the stub feed after 10 s"), (False, "it stands under To do")]
)
def test_one_reads_who_will_carry_a_decision_out(desk, tarnfell, has_feed, words):
    channel = make_channel(tarnfell, "forum", feed=make_feed(tarnfell) if has_feed else None)
    assert words in shown(desk, make_case(make_message(channel=channel)))


def test_what_was_typed_survives_that_somebody_else_was_faster(desk, case, ben):
    actions.close(case, ben, timezone.now(), why="Seen.")
    answer = act(desk, case, "reply", text="Dear <Moira>,")
    assert answer.status_code == 409
    assert "Ben closed this case already" in text_of(answer)
    assert "Dear &lt;Moira&gt;,</textarea>" in page_of(answer)


def test_a_note_can_be_added_to_a_case_of_another_and_to_a_closed_one(desk, case, ben):
    actions.close(case, ben, timezone.now(), why="Seen.")
    act(desk, case, "note", text="Her ticket is 88.")
    assert "Her ticket is 88.</blockquote>" in shown(desk, case)


def test_a_case_is_closed_with_a_reason_and_opened_again_with_one(desk, case):
    act(desk, case, "close", why="Not for us.")
    assert "Closed without a decision" in shown(desk, case)
    assert act(desk, case, "reopen").status_code == 422
    act(desk, case, "reopen", why="It is for us.")
    assert Case.objects.get(pk=case.pk).closed_at is None
    assert "It is for us.</blockquote>" in shown(desk, case)


def test_undo_takes_back_what_has_not_left_and_says_so(desk, threat):
    act(desk, threat, "decide", action="hide", reason="A threat.")
    assert "s left:" in shown(desk, threat)
    answer = desk.post(address(threat, "undo"), follow=True)
    assert "Undone: the decision. Nothing was done on the platform." in text_of(answer)
    assert threat.outbox.get().state == Outbox.State.CANCELLED
    assert "undid the decision" in text_of(answer)


def test_with_nothing_to_undo_there_is_no_button_and_the_verb_refuses(desk, case):
    assert 'id="undo"' not in shown(desk, case)
    assert act(desk, case, "undo").status_code == 409


def test_undo_is_offered_for_what_colleagues_did_to_managers_alone(client, case, ana, ben, mia):
    actions.close(case, ben, timezone.now(), why="Seen.")
    client.force_login(ana)
    assert 'id="undo"' not in shown(client, case)
    client.force_login(mia)
    assert 'id="undo"' in shown(client, case)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("waiting", "Remove</span>"),
        ("to_do", "to do on the platform"),
        ("failed", "not carried out"),
        ("done", "Removed"),
    ],
)
def test_a_message_is_called_removed_only_when_that_is_done(desk, threat, state, words):
    act(desk, threat, "decide", action="remove", reason="Spam.")
    threat.outbox.update(state=state, done_at=timezone.now() if state == "done" else None)
    page = shown(desk, threat)
    assert words in page
    assert ("Removed" in page) is (state == "done")


# ── going on, and how it is answered ────────────────────────────────────


def in_triage(*priorities: int) -> list[Case]:
    return [make_case(make_message(), priority=priority) for priority in priorities]


def test_deciding_can_lead_to_the_next_case_in_triage_order(desk, case):
    low, high, middle = in_triage(10, 90, 40)
    answer = act(desk, case, "decide", action="keep", onward="1")
    assert answer.url == address(middle)
    assert f"Case {case.pk} decided: keep." in shown(desk, middle)
    assert act(desk, low, "decide", action="keep", onward="1").url == address(low)
    assert high.closed_at is None


@pytest.mark.parametrize(("action", "waits"), [("keep", False), ("hide", True)])
def test_the_message_about_a_decision_carries_an_undo_button_and_its_time(desk, case, action, waits):
    act(desk, case, "decide", action=action, reason="Seen.", onward="1")
    page = shown(desk, make_case(make_message()))
    assert ("Undo within 10 s cancels it." in page) is waits
    assert f'<form method="post" action="{address(case, "undo")}">' in page


def test_the_neighbours_are_open_free_and_in_order(desk, case, ana, ben):
    above, taken, closed, below, mine = in_triage(90, 59, 58, 50, 70)
    actions.claim(taken, ben, timezone.now())
    actions.close(closed, ben, timezone.now(), why="Seen.")
    actions.claim(mine, ana, timezone.now())
    page = shown(desk, case)
    assert f'<a href="{address(mine)}" data-key="k">' in page
    assert f'<a href="{address(below)}" data-key="j">' in page
    assert f'<a href="{address(above)}" data-key="k">' in shown(desk, mine)


def test_htmx_gets_the_panes_and_the_message_and_not_the_page(desk, case):
    answer = act(desk, case, "claim", headers=HTMX)
    assert answer.status_code == 200
    assert text_of(answer).lstrip().startswith('<div class="page" id="case"')
    assert 'id="toasts" role="status" hx-swap-oob="true"' in text_of(answer)
    assert "Claimed: it is yours." in text_of(answer)
    assert "You claimed it" in text_of(answer)


def test_htmx_gets_refusals_and_errors_in_place_too(desk, case, ben):
    actions.claim(case, ben, timezone.now())
    refused = act(desk, case, "reply", headers=HTMX, text="Dear Moira,")
    wrong = act(desk, case, "reply", headers=HTMX, text="")
    assert (refused.status_code, wrong.status_code) == (409, 422)
    assert "<html" not in text_of(refused) + text_of(wrong)
    assert "Ben has claimed this case" in text_of(refused)


def test_htmx_is_led_on_to_the_next_case(desk, case):
    (below,) = in_triage(10)
    answer = act(desk, case, "decide", headers=HTMX, action="keep", onward="1")
    assert answer["HX-Redirect"] == address(below)


@pytest.mark.parametrize("verb", VERBS)
def test_looking_changes_nothing(desk, case, verb):
    assert desk.get(address(case, verb)).status_code == 405


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_a_foreign_case_is_absent(client, case, pat, verb):
    client.force_login(pat)
    answer = client.post(address(case, verb)) if verb else client.get(address(case))
    assert answer.status_code == 404


def test_a_case_is_not_reached_through_another_community(desk, ana, case, emberloom):
    ana.memberships.create(community=emberloom, role="moderator")
    assert desk.get(f"/c/emberloom/cases/{case.pk}/").status_code == 404
