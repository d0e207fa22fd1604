"""Faults that change nothing anybody could notice, each with the reason."""

SIZE = "a measured size: one more or less changes what a set costs, and nothing that is found"
EQUIVALENT: dict[str, str] = {
    "moderation/policy/matching.py:18: 40000 -> 40001": SIZE,
    "moderation/policy/matching.py:18: 40000 -> 39999": SIZE,
    "moderation/policy/hours.py:163: at <= opens -> at < opens": "no time has passed at opening",
}
