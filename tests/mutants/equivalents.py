"""Faults that change nothing anybody could notice, each with the reason."""

SIZE = "a measured size: one more or less changes what a set costs, and nothing that is found"
SETS = "moderation/policy/matching.py: LARGEST_SET = 40_000: 40000"
MEMORY = "moderation/policy/matching.py: MEMORY_OF_A_SET = 16 << 20: 16"
EQUIVALENT: dict[str, str] = {
    f"{SETS} -> 40001": SIZE,
    f"{SETS} -> 39999": SIZE,
    f"{MEMORY} -> 17": SIZE,
    f"{MEMORY} -> 15": SIZE,
    "moderation/policy/hours.py: if at <= opens:: at <= opens -> at < opens": "no time has passed at opening",
}
