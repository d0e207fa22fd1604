"""What a worker judges before its first message."""

from moderation.policy.checks import CHECKS
from moderation.policy.guidelines import compile_rules
from moderation.policy.language import _load_model, identify_language
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Rule
from moderation.policy.warming import TEXTS, warm_up
from tests.policy.looking import guideline

NEED_NO_TEXT = {"impersonation", "repetition", "sentiment"}


def test_there_is_something_for_every_check_that_reads_the_text() -> None:
    patterns = {"phrase": "scam", "pattern": "tent", "link": "any", "likeness": "spam 0.15"}
    patterns["composed"] = "all of: phrase [scam]"
    rules = compile_rules(
        [guideline(*(Rule(kind, patterns.get(kind, "")) for kind in CHECKS if kind not in NEED_NO_TEXT))]
    )
    seen = {finding.rule for text in TEXTS for finding in rules.findings(Facts(text), None, "en").findings}
    assert {rule.partition(":")[0] for rule in seen} == set(CHECKS) - NEED_NO_TEXT


def test_there_are_languages_that_the_model_must_tell() -> None:
    assert {"en", "es", "de", "ja"} <= {identify_language(text) for text in TEXTS}


def test_the_model_of_languages_is_loaded() -> None:
    _load_model.cache_clear()
    warm_up(compile_rules(()))
    assert _load_model.cache_info().currsize == 1


def test_any_rules_can_be_warmed() -> None:
    warm_up(compile_rules(STARTER))
    warm_up(compile_rules(()))
