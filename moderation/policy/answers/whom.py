"""Decide whom a staff message answers."""

import re

from moderation.policy.answers.address import Address, read_address
from moderation.policy.answers.automatic import is_automatic
from moderation.policy.answers.evidence import (
    calls_others,
    has_words,
    in_common,
    is_a_slip,
    is_corrected,
    is_for_all,
    is_fragment,
    is_headed_to_all,
    is_kind,
    is_long_to_nobody,
    is_pleasant,
    speaks_of_others,
    takes_up,
)
from moderation.policy.answers.names import is_of_a_person
from moderation.policy.answers.opening import cut_greeting
from moderation.policy.answers.values import UNKNOWN, Above, Addressees, By, Named, Way, Written

# A message to more people answers none of them.
MOST_ADDRESSED = 3
FEWEST_WORDS = 2
QUOTED = re.compile(r"^[ \t]*>[ \t]*(\S[^\n]*)", re.MULTILINE)


def whom_it_answers(said: Written) -> Addressees:
    """Return whom a staff message answers, by the first that is known.

    It is whom it addresses, or the author of its parent, or who alone waits where nothing has a parent.
    """
    if is_automatic(said.text):
        # A machine's words, though its source does not call it one.
        return UNKNOWN
    address = read_address(said.text, said.people)
    if said.is_single:
        return _in_private(said)
    if address.is_to_many:
        return UNKNOWN
    whom = _addressed(said, address) or _quoting(said)
    if whom is None and said.after_colleague and is_fragment(address.words):
        # A few words behind a colleague's are for them.
        return UNKNOWN
    return whom or _below(said, address) or _only(said, address) or UNKNOWN


def _in_private(said: Written) -> Addressees:
    members = {each.who for each in said.people if each.is_here and not each.is_staff}
    return Addressees(tuple(members), Way.ONLY) if len(members) == 1 else UNKNOWN


def _addressed(said: Written, address: Address) -> Addressees | None:
    """Return those whom it addresses, or UNKNOWN where that cannot be told. None for a text that addresses nobody."""
    above = _authors_above(said)
    if address.called:
        members = _members(address.called)
        if not members or len(members) > MOST_ADDRESSED:
            # A word to a colleague answers no member.
            return UNKNOWN
        # Behind other words it may be one more besides whom these are for.
        others = (above or _who_waits(said)) - {*members}
        return Addressees(members, Way.MENTION) if address.begins or not others else UNKNOWN
    if address.is_lost:
        return UNKNOWN
    if address.opening.whom or address.opening.is_named:
        return _named(said, address, above)
    if address.quoted:
        members = _members(address.quoted)
        return Addressees(members, Way.MENTION) if 0 < len(members) <= MOST_ADDRESSED else UNKNOWN
    return None


def _quoting(said: Written) -> Addressees | None:
    """Return the one member whose waiting words it quotes."""
    lines = [line.group(1).split() for line in QUOTED.finditer(said.text)]
    quoted = [" ".join(line) for line in lines if len(line) >= FEWEST_WORDS]
    meant = {each.who for each in said.waits for line in quoted if line in " ".join(each.text.split())}
    return Addressees(tuple(meant), Way.MENTION) if len(meant) == 1 else None


def _named(said: Written, address: Address, above: set[int]) -> Addressees | None:
    """Return the one member whose name begins the text."""
    opening = address.opening
    found = [each for each in opening.whom if each.is_here] or list(opening.whom)
    if not found:
        return UNKNOWN if _is_of_another(said) else None
    if opening.is_several:
        return UNKNOWN
    if len(found) > 1:
        # Of namesakes the one right above is meant.
        return None if above & {each.who for each in found} else UNKNOWN
    (named,) = found
    if named.is_staff or not named.is_here:
        return UNKNOWN
    if opening.is_loose and above != {named.who} and _who_waits(said) != {named.who}:
        return UNKNOWN
    return Addressees((named.who,), Way.MENTION)


def _is_of_another(said: Written) -> bool:
    """Tell whether a name that is nobody's here contradicts the names of those who may be meant."""
    meant = _authors_above(said)
    names = [name for each in said.people if each.who in meant for name in each.names]
    # Behind a handle may be any name.
    return not names or all(map(is_of_a_person, names))


def _below(said: Written, address: Address) -> Addressees | None:
    """Return whom the message above it says, or None where there is none."""
    above = said.parent
    if said.is_orphan:
        return UNKNOWN
    if above is None:
        return None
    if above.by is By.ASIDE or not above.whom or is_a_slip(address.words):
        return UNKNOWN
    if _is_announced(said, address, above):
        return UNKNOWN
    if calls_others(address, said.people, above.whom) or (above.by is By.MEMBER and _is_beside(said, address, above)):
        return UNKNOWN
    return Addressees(above.whom, Way.PARENT)


def _is_announced(said: Written, address: Address, above: Above) -> bool:
    """Tell whether it is for all, and takes up nothing of what stands above it."""
    if is_headed_to_all(address.words) or above.by is not By.MEMBER:
        return is_headed_to_all(address.words)
    own = [each.text for each in said.waits if each.who in above.whom]
    return (is_for_all(address.words) or is_long_to_nobody(address.words)) and not in_common(address.words, own)


def _is_beside(said: Written, address: Address, above: Above) -> bool:
    """Tell whether it may answer somebody else below the same first message.

    Where a platform knows two levels only, an answer to them stands there too.
    """
    if not above.is_root:
        return False
    before, last = said.continued, said.spoke_last
    if before and before.parent == above.message and before.whom and {*before.whom}.isdisjoint(above.whom):
        return True
    is_last = last is not None and last.parent == above.message and last.who not in above.whom
    if is_last and is_kind(address.words) and is_fragment(address.words):
        return True
    beside = [each.text for each in said.waits if each.parent == above.message and each.who not in above.whom]
    if beside and not has_words(address.words):
        return True
    own = [each.text for each in said.waits if each.who in above.whom]
    return bool(beside) and (not own or in_common(address.words, own) < in_common(address.words, beside))


def _only(said: Written, address: Address) -> Addressees | None:
    """Return who alone waits among messages without parents."""
    waits = _who_waits(said)
    before = said.continued
    if before and before.whom and is_for_all(address.words) and not is_corrected(address.words):
        return None
    if before and before.whom:
        # Whoever else waits may be meant by now.
        return Addressees(before.whom, Way.ONLY) if waits <= {*before.whom} else None
    if len(waits) != 1 or any(each.parent for each in said.waits):
        return None
    if is_a_slip(address.words) or speaks_of_others(address, said.people, waits):
        return None
    return Addressees(tuple(waits), Way.ONLY) if _fits(said, address.words) else None


def _fits(said: Written, text: str) -> bool:
    """Tell whether a text can be an answer to what waits, and not a word to all or to somebody else."""
    words = cut_greeting(text) or text
    if in_common(words, [each.text for each in said.waits]):
        return True
    if is_for_all(words) or is_pleasant(words) or not (takes_up(words) or takes_up(text)):
        return False
    # To whoever spoke since, one says something short or kind.
    is_last = said.spoke_last is None or said.spoke_last.who in _who_waits(said)
    return is_last or not (is_kind(text) or is_kind(words) or is_fragment(words, FEWEST_WORDS))


def _who_waits(said: Written) -> set[int]:
    return {each.who for each in said.waits}


def _authors_above(said: Written) -> set[int]:
    return {*said.parent.whom} if said.parent else set()


def _members(found: tuple[Named, ...]) -> tuple[int, ...]:
    return tuple(each.who for each in found if not each.is_staff)
