"""Guidelines that would take too long are refused, and older ones are warned of."""

from community.models import Community
from moderation.guidelines import publishing
from moderation.models import Guideline, User
from moderation.policy.judge import judge
from moderation.policy.values import Facts, Thresholds
from tests.builders import make_guideline
from tests.web.guidelines.browsing import LIST, PAGE, newest, send, text, trial
from tests.web.shared.browsing import as_

HEAVY = "\n".join(f"[ab]*a[ab]{{900}}c{number}" for number in range(4))


def test_a_guideline_that_is_too_heavy_is_refused_beside_its_field(threat: Guideline, ada: User) -> None:
    response = send(ada, patterns=HEAVY)
    beside = text(response).partition('id="id_patterns_error"')[2].partition("</ul>")[0]
    assert "All guidelines together would take 121 % of what checking a message may take." in beside
    assert "Pattern [ab]*a[ab]{900}c0 (30 %)" in beside
    assert threat.versions.count() == 1


def test_a_guideline_that_is_too_heavy_is_not_tried(threat: Guideline, ada: User) -> None:
    assert "Patterns: All guidelines together would take 121 %" in trial(ada, "Hello", patterns=HEAVY)
    assert "Patterns: All guidelines together would take 121 %" in trial(ada, "Hello", patterns=HEAVY, is_on=None)


def test_what_the_others_take_counts_unless_it_is_switched_off(threat: Guideline, ada: User) -> None:
    make_guideline(threat.community, "other", rules=tuple(("pattern", line) for line in HEAVY.splitlines()[:3]))
    half = "\n".join(HEAVY.splitlines()[:2])
    assert "would take 151 %" in text(send(ada, patterns=half))
    assert send(ada, patterns=half, is_on=None).status_code == 303


def test_guidelines_from_before_the_limit_are_judged_and_warned_of(tarnfell: Community, ada: User, ana: User) -> None:
    make_guideline(tarnfell, rules=(*(("pattern", line) for line in HEAVY.splitlines()), ("phrase", "my lawyer")))
    judged = publishing.compiled_rule_set(publishing.current_rule_sets([tarnfell.pk])[tarnfell.pk].rule_set)
    assert [found.excerpt for found in judge(Facts("Ask my lawyer"), judged, Thresholds()).findings] == ["my lawyer"]
    for page in (as_(ada).get(LIST), as_(ana).get(LIST), as_(ada).get(PAGE)):
        assert "The guidelines in force take 121 % of what checking a message may take." in text(page)
        assert "Legal threat (121 %)" in text(page)


def test_guidelines_from_before_the_limit_can_be_made_lighter(tarnfell: Community, ada: User) -> None:
    threat = make_guideline(tarnfell, rules=tuple(("pattern", line) for line in HEAVY.splitlines()))
    make_guideline(tarnfell, "other", rules=tuple(("pattern", line) for line in HEAVY.splitlines()))
    assert send(ada, patterns="\n".join(HEAVY.splitlines()[:3])).status_code == 303
    assert newest(threat).number == 2


def test_the_list_says_what_guidelines_take(threat: Guideline, ana: User) -> None:
    make_guideline(threat.community, "gaps", rules=(("pattern", "a.{300}b"),))
    shown = text(as_(ana).get(LIST))
    assert '1 pattern <span class="muted">(takes 10 %)</span>' in shown
    assert "Together they take 10 % of what checking a message may take." in shown
    assert "The guidelines in force take" not in shown
