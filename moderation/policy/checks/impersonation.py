"""The check for members who bear the name of somebody on the staff."""

from collections.abc import Iterable, Sequence

from moderation.policy.checks.passage import Hit, Look, Passage


def impersonation(patterns: Sequence[str]) -> Look:
    def look(passage: Passage) -> Iterable[Hit]:
        name = passage.facts.bears_staff_name
        if not name or not passage.is_whole:
            return ()
        reason = f"The author bears the name of “{name}”, who is staff in this source, and is somebody else."
        return [Hit(number, 0, len(passage.text), reason) for number in range(len(patterns))]

    return Look(look)
