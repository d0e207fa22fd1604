"""Short forms for writing many rules."""

from moderation.policy.values import Rule


def phrase_rules(phrases: str) -> tuple[Rule, ...]:
    return tuple(Rule("phrase", phrase.strip()) for phrase in phrases.replace("\n", ",").split(",") if phrase.strip())


def composed_rules(*lines: str) -> tuple[Rule, ...]:
    return tuple(Rule("composed", " ".join(line.split())) for line in lines)


def pattern_rules(*patterns: str) -> tuple[Rule, ...]:
    return tuple(Rule("pattern", pattern) for pattern in patterns)
