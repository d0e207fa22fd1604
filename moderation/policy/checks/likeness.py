"""The check for texts that read like what a small model knows.

A pattern is the model's name and the probability from which a text counts ("abuse 0.5").
"""

from collections.abc import Iterable, Iterator, Sequence

from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.language import READABLE
from moderation.policy.likeness import ABUSE, MODELS, Likeness, beside_idle_words, load_model, probability_of
from moderation.policy.matching import BadPattern
from moderation.policy.quotes import quote_segments
from moderation.policy.reading import Reading

# Below it a model tells nothing.
LEAST_LIMIT = 0.15
TOLD = {"abuse": "abuse", "spam": "spam"}


def likeness(patterns: Sequence[str]) -> Look:
    wanted = [model_and_limit(pattern) for pattern in patterns]
    names = {name for name, _ in wanted}

    def look(passage: Passage) -> Iterable[Hit]:
        # The models know English, and an unknown language must not let an attack through.
        is_read = passage.language in READABLE or not passage.language
        return hits(passage) if is_read and passage.text.strip() else ()

    def hits(passage: Passage) -> Iterator[Hit]:
        found = {name: likest(name, passage) for name in names}
        for number, (name, limit) in enumerate(wanted):
            if found[name].probability >= limit:
                yield Hit(number, 0, len(passage.text), reason(name, found[name]), found[name].words)

    return Look(look)


def likest(name: str, passage: Passage) -> Likeness:
    """Return the likeness of the plain reading, or of one behind a disguise, which hides words from a model."""
    if passage.reading.has_quote:
        return beside_idle_words(name, without_quotes(passage.reading))
    plain, *further = passage.views
    disguised = next((view for view in further if view.disguised), None) if name == ABUSE else None
    found = beside_idle_words(name, plain.text)
    if disguised is None:
        return found
    text = disguised.text if disguised.is_text else disguised.joined
    return max(found, beside_idle_words(name, text), key=probability_of)


def without_quotes(reading: Reading) -> str:
    """Return what the author says beside the words of others."""
    said, done = [], 0
    for segment in quote_segments(reading):
        said.append(reading.words.text[done : segment.start])
        done = segment.end
    return " ".join([*said, reading.words.text[done:]])


def reason(name: str, found: Likeness) -> str:
    by = f", by “{'”, “'.join(found.words)}”" if found.words else ""
    return f"Reads like {TOLD[name]}, {found.probability:.2f} of 1 ({load_model(name).version}){by}."


def likeness_in_words(pattern: str) -> str:
    name, limit = model_and_limit(pattern)
    return f"Reads like {TOLD[name]}, {limit:g} of 1 or more"


def model_and_limit(pattern: str) -> tuple[str, float]:
    name, _, limit = pattern.partition(" ")
    if name not in MODELS:
        raise BadPattern(f"There is no model named {name}.")
    try:
        number = float(limit)
    except ValueError:
        number = 0.0
    if not LEAST_LIMIT <= number <= 1:
        raise BadPattern(f"The limit must be a number from 0.15 to 1, not “{limit}”.")
    return name, number
