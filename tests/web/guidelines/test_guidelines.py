"""The guideline screens: read by many, changed by admins, tried without being stored."""

from collections.abc import Sequence
from typing import Any

import pytest

from community.models import Community
from moderation.guidelines import publishing
from moderation.models import Guideline, GuidelineVersion, RuleSet, User
from moderation.policy.checks import CHECKS
from moderation.policy.checks.check import Ask, Check, Field, Words
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.judge import judge
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Rule, Thresholds
from moderation.web.guidelines.forms import GuidelineForm, initial_values
from moderation.web.guidelines.words import rule_in_words, rules_summary
from tests.builders import make_guideline, make_user
from tests.web.guidelines.browsing import LIST, NEW, PAGE, WORDS, newest, send, text, trial
from tests.web.shared.browsing import as_

# Who may


@pytest.mark.parametrize("name", ["ana", "mia", "ada"])
def test_moderators_managers_and_admins_read(threat: Guideline, request: pytest.FixtureRequest, name: str) -> None:
    client = as_(request.getfixturevalue(name))
    assert "Legal threat" in text(client.get(LIST))
    assert "my lawyer" in text(client.get(PAGE))


@pytest.mark.parametrize("name", ["vic", "lee"])
def test_viewers_and_leads_do_not_read(threat: Guideline, request: pytest.FixtureRequest, name: str) -> None:
    client = as_(request.getfixturevalue(name))
    assert [client.get(address).status_code for address in (LIST, PAGE, NEW)] == [403, 403, 403]


@pytest.mark.parametrize("name", ["ana", "mia", "vic", "lee"])
def test_only_admins_write(threat: Guideline, request: pytest.FixtureRequest, name: str) -> None:
    user = request.getfixturevalue(name)
    assert [send(user, address).status_code for address in (LIST, PAGE, NEW)] == [403, 403, 403]
    assert GuidelineVersion.objects.count() == 1


def test_only_admins_see_the_form(threat: Guideline, ana: User, ada: User) -> None:
    assert '<form method="post">' not in text(as_(ana).get(PAGE))
    assert '<form method="post">' in text(as_(ada).get(PAGE))
    assert as_(ana).get(NEW).status_code == 403


def test_a_stranger_finds_nothing(threat: Guideline, pat: User) -> None:
    assert [as_(pat).get(address).status_code for address in (LIST, PAGE, NEW)] == [404, 404, 404]
    assert send(pat).status_code == 404


def test_a_guideline_of_another_community_is_absent(emberloom: Community, ada: User) -> None:
    make_guideline(emberloom, "spoilers")
    assert as_(ada).get(f"{LIST}spoilers/").status_code == 404


# The list


def test_the_list_tells_what_each_looks_for(tarnfell: Community, ana: User) -> None:
    make_guideline(tarnfell, rules=(("phrase", "my lawyer"), ("phrase", "in court"), ("shouting", "")))
    shown = text(as_(ana).get(LIST))
    assert "2 phrases, shouting" in shown
    assert "Rule set 1" in shown
    assert "New guideline" not in shown


def test_the_list_costs_the_same_for_any_number_of_guidelines(
    tarnfell: Community, ana: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_guideline(tarnfell, f"g{number}")
    client = as_(ana)
    with django_assert_max_num_queries(10):
        client.get(LIST)


def test_an_admin_installs_the_starter_set_where_nothing_is_in_force(tarnfell: Community, ada: User) -> None:
    assert "Install the starter guidelines" in text(as_(ada).get(LIST))
    assert as_(ada).post(LIST).status_code == 303
    assert tarnfell.guidelines.count() == len(STARTER)


def test_a_moderator_is_told_that_nothing_is_in_force(tarnfell: Community, ana: User) -> None:
    shown = text(as_(ana).get(LIST))
    assert "No guideline is in force" in shown
    assert "Install" not in shown


# Saving


def test_saving_says_what_is_in_force_now(threat: Guideline, ada: User) -> None:
    response = as_(ada).post(PAGE, WORDS | {"seen_version": 1}, follow=True)
    assert "Version 2 is in force as rule set 2. Messages already assessed keep their old findings." in text(response)
    assert (newest(threat).made_by, newest(threat).statement) == (ada, "Do not argue.")


def test_switching_off_says_so(threat: Guideline, ada: User) -> None:
    response = as_(ada).post(PAGE, {k: v for k, v in WORDS.items() if k != "is_on"} | {"seen_version": 1}, follow=True)
    assert "Version 2 is switched off in rule set 2" in text(response)


def test_saving_without_a_change_says_so(threat: Guideline, ada: User) -> None:
    send(ada)
    response = as_(ada).post(PAGE, WORDS | {"seen_version": 2}, follow=True)
    assert "Nothing was changed: version 2 stays as it is." in text(response)
    assert RuleSet.objects.count() == 2


def test_the_line_ends_of_a_browser_are_no_change(threat: Guideline, ada: User) -> None:
    send(ada, statement="Do not argue.\nStay kind.")
    send(ada, seen=2, statement="Do not argue.\r\nStay kind.")
    assert (newest(threat).number, newest(threat).statement) == (2, "Do not argue.\nStay kind.")


def test_a_new_guideline_gets_its_page(tarnfell: Community, ada: User) -> None:
    response = send(ada, NEW, "", name="No spoilers", category="Story Spoilers!")
    assert (response.status_code, response["Location"]) == (303, f"{LIST}no-spoilers/")
    assert tarnfell.guidelines.get().category == "story-spoilers"


def test_the_second_of_two_admins_is_told_and_keeps_what_they_wrote(threat: Guideline, ada: User) -> None:
    eve = make_user("eve", "admin", threat.community)
    send(ada, statement="Ada's.")
    response = send(eve, statement="Eve's.")
    assert (response.status_code, newest(threat).statement) == (409, "Ada's.")
    assert "Ada saved version 2 while you were editing" in text(response)
    assert "Eve&#x27;s." in text(response)


def test_after_a_refusal_saving_again_is_a_choice(threat: Guideline, ada: User) -> None:
    send(ada, statement="Ada's.")
    response = send(ada, statement="Mine.")
    assert 'name="seen_version" value="2"' in text(response)
    assert "Save after version 2" in text(response)


def test_a_mistake_elsewhere_does_not_renew_the_guard(threat: Guideline, ada: User) -> None:
    send(ada)
    assert 'name="seen_version" value="1"' in text(send(ada, name=""))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 121}, "at most 120"),
        ({"category": "!!!"}, "at least one letter"),
        ({"statement": "x" * 5001}, "at most 5000"),
        ({"severity": "9"}, "Select a valid choice"),
        ({"patterns": "fine\n\n(open"}, "Line 3: The pattern (open is not valid"),
        ({"patterns": "a" * 2001}, "Line 1: 2,001 characters are too many: 2000 are the most."),
        ({"patterns": "\n".join(f"p{n}" for n in range(201))}, "201 lines are too many: 200 are the most."),
        ({"phrases": "fine\n???"}, "Line 2: The phrase ??? has no word"),
        ({"phrases": "x" * 201}, "Line 1: 201 characters are too many: 200 are the most."),
        ({"phrases": "\n".join(f"p{n}" for n in range(2001))}, "2,001 lines are too many: 2,000 are the most."),
        ({"phrases": "\n".join("?" * n for n in range(1, 9))}, "And 3 more lines like these."),
        ({"links_blocked": "nonsense"}, "is not a domain"),
        ({"links_imitating": "on", "links_own": "nonsense"}, "is not a domain"),
        ({"phone": "on", "phone_regions": "Atlantis"}, "is not a region"),
        ({"shouting": "on", "shouting_percent": "101"}, "less than or equal to 100"),
        ({"repeated_by_author": "0"}, "greater than or equal to 1"),
        ({"sentiment": "0.5"}, "less than or equal to -0.01"),
    ],
)
def test_what_cannot_be_saved_is_said_beside_its_field(
    threat: Guideline, ada: User, fields: dict[str, str], said: str
) -> None:
    response = send(ada, **fields)
    field = list(fields)[-1]
    beside = text(response).partition(f'id="id_{field}_error"')[2].partition("</ul>")[0]
    assert said in beside
    assert threat.versions.count() == 1


# The form and the rules


@pytest.mark.parametrize("starter", STARTER, ids=lambda starter: starter.key)
def test_a_starter_guideline_comes_back_from_the_form_unchanged(tarnfell: Community, starter: Any) -> None:
    publishing.install_starter_guidelines(tarnfell)
    version = GuidelineVersion.objects.get(guideline__slug=starter.key)
    form = GuidelineForm(initial_values(version))
    assert form.is_valid(), form.errors
    assert set(form.rules()) == set(starter.rules)
    assert form.cleaned_data["category"] == starter.category


@pytest.mark.parametrize(
    ("fields", "rule", "words"),
    [
        ({"phrases": " my lawyer \r\n\r\nmy lawyer"}, Rule("phrase", "my lawyer"), "“my lawyer”"),
        ({"patterns": r"\bsue\b"}, Rule("pattern", r"\bsue\b"), r"Pattern \bsue\b"),
        ({"links_any": "on"}, Rule("link", "any"), "Any link"),
        ({"links_short": "on"}, Rule("link", "shortener"), "Shortened links"),
        ({"links_blocked": "a.com, b.com"}, Rule("link", "a.com b.com"), "Links to a.com b.com"),
        ({"links_allowed": "a.com"}, Rule("link", "except a.com"), "Links that do not lead to a.com"),
        ({"links_imitating": "on"}, Rule("link", "lookalike"), "Addresses with look-alike letters"),
        (
            {"links_imitating": "on", "links_own": "tarnfell.com"},
            Rule("link", "lookalike tarnfell.com"),
            "Addresses that imitate tarnfell.com",
        ),
        ({"email": "on"}, Rule("email"), "E-mail addresses"),
        ({"email": "on", "email_public": "a.com"}, Rule("email", "a.com"), "E-mail addresses, except at a.com"),
        ({"phone": "on", "phone_regions": "DE US"}, Rule("phone", "DE US"), "Telephone numbers, as written in DE US"),
        ({"phone": "on"}, Rule("phone"), "Telephone numbers"),
        ({"card": "on"}, Rule("card"), "Payment card numbers"),
        ({"iban": "on"}, Rule("iban"), "Bank account numbers (IBAN)"),
        ({"shouting": "on"}, Rule("shouting"), "Shouting, from 80 % capitals"),
        ({"shouting": "on", "shouting_percent": "60"}, Rule("shouting", "60"), "Shouting, from 60 % capitals"),
        ({"repeated_by_author": "2"}, Rule("repetition", "author 2"), "The same text 2 times before by one author"),
        ({"repeated_by_others": "5"}, Rule("repetition", "many 5"), "The same text 5 times before by others"),
        ({"sentiment": "-0.75"}, Rule("sentiment", "-0.75"), "Sentiment of −0.75 or lower"),
    ],
)
def test_each_field_is_a_rule_and_the_rule_is_told_in_words(
    threat: Guideline, ada: User, fields: dict[str, str], rule: Rule, words: str
) -> None:
    send(ada, **({"phrases": ""} | fields))
    version = newest(threat)
    assert version.value().rules == (rule,)
    again = GuidelineForm(initial_values(version))
    assert again.is_valid()
    assert again.rules() == (rule,)
    assert rule_in_words(rule) == words


def test_what_stands_beside_an_empty_box_is_no_rule(threat: Guideline, ada: User) -> None:
    send(ada, phrases="", email_public="a.com", shouting_percent="60")
    assert newest(threat).value().rules == ()


@pytest.mark.parametrize(
    ("counts", "words"),
    [({}, "nothing yet"), ({"phrase": 1}, "1 phrase"), ({"phrase": 1200, "card": 1}, "1,200 phrases, payment cards")],
)
def test_what_a_guideline_looks_for_in_short(counts: dict[str, int], words: str) -> None:
    assert rules_summary(counts) == words


# Trying


def test_trying_marks_what_the_unsaved_guideline_sees(threat: Guideline, ada: User) -> None:
    shown = trial(ada, "Off to small claims <b>now</b>.", phrases="small claims")
    assert '<mark class="ev is-bad">small claims<sup>1</sup></mark> &lt;b&gt;now&lt;/b&gt;.' in shown
    assert "Says “small claims”." in shown


def test_trying_stores_nothing(threat: Guideline, ada: User) -> None:
    trial(ada, "Off to small claims.", phrases="small claims")
    assert (GuidelineVersion.objects.count(), RuleSet.objects.count()) == (1, 1)
    assert newest(threat).value().rules == (Rule("phrase", "my lawyer"),)


@pytest.mark.parametrize(("zone", "is_found"), [("Europe/Madrid", True), ("UTC", False)])
def test_trying_reads_numbers_as_in_the_time_zone_of_the_community(
    threat: Guideline, ada: User, zone: str, is_found: bool
) -> None:
    Community.objects.filter(pk=threat.community_id).update(time_zone=zone)
    assert ("<mark" in trial(ada, "Mine is 612 345 678, at six.", phone="on")) is is_found


def test_our_own_numbers_and_addresses_are_kept_with_the_guideline(threat: Guideline, ada: User) -> None:
    own = {"phone_own": "+44 20 7946 0018", "address_own": "12 Kiln Lane", "ip_own": "81.2.69.0/24"}
    send(ada, phrases="", phone="on", address="on", ip="on", **own)
    version = newest(threat)
    assert {rule.kind for rule in version.value().rules} == {"phone", "address", "ip"}
    shown = initial_values(version)
    assert {name: shown[name] for name in own} == own
    assert "<mark" not in trial(ada, "Call 020 7946 0018 or come to 12 Kiln Lane.", phone="on", address="on", **own)


def test_trying_says_when_nothing_is_found(threat: Guideline, ada: User) -> None:
    assert "Nothing is found in this text." in trial(ada, "Lovely tent.")


def test_a_guideline_without_a_name_can_be_tried(tarnfell: Community, ada: User) -> None:
    assert "<mark" in trial(ada, "Ask my lawyer.", NEW, seen="", name="", category="", statement="")


@pytest.mark.parametrize(
    ("words", "fields", "said"),
    [
        ("", {}, "Write a text to try."),
        ("x" * 20_001, {}, "The text has 20,001 characters; 20,000 are the most."),
        ("Hello", {"patterns": "(open"}, "Patterns: Line 1: The pattern (open is not valid"),
    ],
)
def test_what_keeps_a_text_from_being_tried_is_said(
    threat: Guideline, ada: User, words: str, fields: dict[str, str], said: str
) -> None:
    shown = trial(ada, words, **fields)
    assert said in shown
    assert "Nothing is found" not in shown


def test_a_text_in_another_language_is_not_scored(threat: Guideline, ada: User) -> None:
    assert "Not scored:" in trial(ada, "テントがとても気に入りました。また買います。")


# History


def test_the_history_tells_what_each_version_changed(threat: Guideline, ada: User, ana: User) -> None:
    send(ada, phrases="small claims", severity="2", is_on=None)
    shown = text(as_(ana).get(PAGE))
    assert "+ “small claims”" in shown
    assert '<del class="tag is-del">“my lawyer”</del>' in shown
    assert '<del>High</del> <span aria-hidden="true">→</span> <ins>Medium</ins>' in shown
    assert "<del>on</del>" in shown
    assert "<ins>Do not argue.</ins>" in shown


def test_a_renamed_guideline_says_what_changed(threat: Guideline, ada: User) -> None:
    send(ada)
    send(ada, seen=2, name="Lawsuits", category="law")
    shown = text(as_(ada).get(PAGE))
    assert "Name: <del>Legal threat</del>" in shown
    assert "<ins>Lawsuits</ins>" in shown
    assert "Category: <del>legal-threat</del>" in shown
    assert ["<b>v3</b> <bdi>Lawsuits</bdi>" in shown, "<b>v2</b> <bdi>Legal threat</bdi>" in shown] == [True, True]


def test_a_name_from_before_names_were_kept_is_said_to_be_lost(threat: Guideline, ada: User) -> None:
    send(ada)
    send(ada, seen=2, name="Lawsuits")
    threat.versions.update(name="Lawsuits")
    assert "Only its name or category changed, which were not kept" in text(as_(ada).get(PAGE))


def test_of_many_changed_rules_only_some_are_told(threat: Guideline, ada: User) -> None:
    send(ada, phrases="\n".join(f"word{number}" for number in range(100)))
    assert "and 70 more" in text(as_(ada).get(PAGE))


def test_a_long_history_is_cut(threat: Guideline, ada: User) -> None:
    for seen in range(1, 25):
        send(ada, seen=seen, statement=f"Version {seen + 1}.")
    shown = text(as_(ada).get(PAGE))
    assert shown.count("<li>\n      <p><b>v") == 20
    assert "The first version." not in shown


# A new check


@pytest.fixture
def durian(monkeypatch: pytest.MonkeyPatch) -> Check:
    """A check that nothing but the table knows."""

    def smells(patterns: Sequence[str]) -> Look:
        def look(passage: Passage) -> list[Hit]:
            at = passage.text.find("durian")
            return [Hit(n, at, at + 6, f"Smells of {said}.") for n, said in enumerate(patterns) if at >= 0]

        return Look(look)

    strength = Field("smell_of", "Smells of", Words(), "Such as: feet.")
    ask = Ask(Field("smell", "Bad smells"), detail=strength)
    check = Check("smell", smells, "Senses", (ask,), told="Smells of {}".format, one="smell", many="smells")
    monkeypatch.setitem(CHECKS, check.kind, check)
    return check


def test_a_check_in_the_table_is_asked_for_found_and_told(durian: Check, threat: Guideline, ada: User) -> None:
    page = text(as_(ada).get(PAGE))
    assert '<legend class="vh">Senses</legend>' in page
    assert "Bad smells" in page
    asked = {"phrases": "", "smell": "on", "smell_of": "feet"}
    assert "Smells of feet." in trial(ada, "We had durian.", **asked)
    send(ada, **asked)
    rule = Rule("smell", "feet")
    assert newest(threat).value().rules == (rule,)
    assert initial_values(newest(threat))["smell_of"] == "feet"
    assert rule_in_words(rule) == "Smells of feet"
    assert "1 smell</td>" in text(as_(ada).get(LIST))
    judged = publishing.compiled_rule_set(
        publishing.current_rule_sets([threat.community_id])[threat.community_id].rule_set
    )
    assert judge(Facts("We had durian."), judged, Thresholds()).findings[0].reason == "Smells of feet."
