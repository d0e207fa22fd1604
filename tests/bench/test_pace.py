"""Rates beside REF, round by round."""

from moderation.bench.pace import Pace, as_ref_reads


def test_a_slow_moment_of_the_machine_does_not_change_the_ratio() -> None:
    pace = Pace()
    for own, ref in [(300, 100), (30, 10), (290, 100)]:
        pace.add(own, ref)
    assert pace.times_ref == 3
    assert pace.a_second == 290


def test_ref_is_spared_the_glued_emoji_that_would_take_it_minutes() -> None:
    plain, glued = as_ref_reads(["A fine tent.", "🙂" * 5_000])
    assert plain == "A fine tent."
    assert len(glued) == 200
