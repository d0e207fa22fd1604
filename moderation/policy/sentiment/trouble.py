"""Find what people say who have a problem, beyond single words: "can't log in", "on hold", "for two hours"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from moderation.policy.sentiment.words import listed

OF_TROUBLE, OF_PRAISE, OF_WAITING = -1.7, 2.0, -1.0
# What keeps somebody from something that should go.
BLOCKED = frozenset(
    listed(
        """
        can't cant cannot couldn't couldnt unable won't wont wouldn't wouldnt doesn't doesnt don't dont didn't didnt
        isn't isnt aren't arent wasn't wasnt hasn't hasnt haven't havent hadn't not never nobody noone fails failed
        failing stopped stops impossible refuses refused refusing trying tried
        """
    )
)
SHOULD_GO = frozenset(
    listed(
        """
        work works worked working load loads loaded loading open opens opening log login sign check access connect
        connects connected connecting find get getting got reach use pay book booked update updated updates updating
        download install respond responds responded responding reply replied answer answers answered answering call
        called arrive arrives arrived arriving deliver delivered delivering receive received receiving refund refunded
        start starts starting charge charges charging print play help helps helped helping show shows showing let lets
        fix fixed change track tracking speak talk contact save submit enter complete ship shipped launch run hear see
        turn send sent reset cancel transfer process processed honor honour resolve resolved
        """
    )
)
NEAR = 3
# "Can't wait" is glad, and "never stopped working" is praise.
EAGER = frozenset({"wait", "stopped", "stop", "stops", "fail", "fails", "failed"})
SINCE = frozenset({"for", "over", "after", "another", "almost", "nearly", "about", "been", "waited"})
TIMES = frozenset({"hour", "hours", "hr", "hrs", "day", "days", "week", "weeks", "month", "months", "mins", "minutes"})
NUMBERS = frozenset(
    {"a", "an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "few", "couple"}
)
REQUESTS = frozenset({"please", "pls", "plz", "need", "needs", "can", "could", "would", "how"})
COMPLAINTS = """
    is down, are down, was down, were down, went down, still down, site down, no response, no reply, no answer,
    no answers, no help, no luck, no sign, no refund, no power, no internet, no service, no explanation, no update,
    no updates, no record, no info, no information, no communication, no notification, no notice, no apology, no idea,
    zero communication, zero help, on hold, hung up, hang up, hangs up, keeps saying, keeps telling, keeps getting,
    keep getting, kept getting, keeps crashing, keeps freezing, still no, still not, still waiting, still haven't,
    still hasn't, still can't, still don't, too long, too late, too slow, too expensive, ran out, left behind,
    do better, fed up, had enough, waste of, what a joke, last time, never again, how hard, no longer works,
    no longer working, shuts down, shut down, falls apart, fell apart, sent back, returned it, does nothing,
    did nothing, ripped off, money back
"""
PRAISE = """
    you rock, you guys rock, made my day, can't wait, cant wait, shout out, hats off, thumbs up, well done, good job,
    way to go, on point, keep it up, props to, can't complain, nothing but, no complaints, no problem, no problems,
    no issues, can't go wrong, can't beat
"""


def phrases_of(listed: str, valence: float) -> Iterator[tuple[tuple[str, ...], float]]:
    for phrase in listed.split(","):
        yield tuple(phrase.split()), valence


Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], float]]]
PHRASES: dict[str, list[tuple[tuple[str, ...], float]]] = {}
for _words, _valence in (*phrases_of(COMPLAINTS, OF_TROUBLE), *phrases_of(PRAISE, OF_PRAISE)):
    PHRASES.setdefault(_words[0], []).append((_words, _valence))
BEGINNINGS = PHRASES.keys() | BLOCKED | SINCE


def with_own(phrases: Iterable[str]) -> Phrases:
    """Return the known phrases by their first word, with a community's own ones."""
    found = dict(PHRASES)
    for words, valence in phrases_of(",".join(phrases), OF_TROUBLE):
        if words:
            found[words[0]] = [*found.get(words[0], ()), (words, valence)]
    return found


def find_trouble(lower: list[str], blank: str, phrases: Phrases = PHRASES) -> Iterator[tuple[int, float, str]]:
    """Yield the place, the valence and the words of each, without overlap, and blank words that count in it."""
    if BEGINNINGS.isdisjoint(lower) and phrases.keys().isdisjoint(lower):
        return
    done = 0
    for at, word in enumerate(lower):
        if at >= done and (word in BEGINNINGS or word in phrases) and (found := phrase_at(lower, at, phrases)):
            length, valence = found
            yield at, valence, " ".join(lower[at : at + length])
            # What turns the words behind it still does.
            lower[at : at + length] = [each if each in BLOCKED else blank for each in lower[at : at + length]]
            done = at + length


def phrase_at(lower: Sequence[str], at: int, phrases: Phrases = PHRASES) -> tuple[int, float] | None:
    """Return how many words a phrase takes here, and its valence."""
    words = max(
        (known for known in phrases.get(lower[at], ()) if starts(lower, at, known[0])), default=None, key=longest
    )
    if words:
        return len(words[0]), words[1]
    after = lower[at + 1 : at + 1 + NEAR]
    if is_blocked(lower, at) and (place := first_of(after, SHOULD_GO)) and EAGER.isdisjoint(after[:place]):
        return 1 + place, OF_TROUBLE
    if lower[at] in SINCE and (place := first_of(after, TIMES)) and any(map(is_number, after[:place])):
        return 1 + place, OF_WAITING
    return None


def is_blocked(lower: Sequence[str], at: int) -> bool:
    # Two of them turn each other round.
    return lower[at] in BLOCKED and (at == 0 or lower[at - 1] not in BLOCKED)


def starts(lower: Sequence[str], at: int, words: tuple[str, ...]) -> bool:
    return tuple(lower[at : at + len(words)]) == words


def longest(known: tuple[tuple[str, ...], float]) -> int:
    return len(known[0])


def first_of(words: Sequence[str], wanted: frozenset[str]) -> int:
    """Return how many words reach to the first wanted one, or 0."""
    return next((at for at, word in enumerate(words, 1) if word in wanted), 0)


def is_number(word: str) -> bool:
    return word in NUMBERS or word.rstrip("+").isdecimal()
