"""The forms of postal addresses, with what each is worth as a sign of one."""

from typing import NamedTuple

from moderation.policy.checks.streets import (
    AFTER_NAME,
    AFTER_PLACE,
    BEFORE_NAME,
    CYRILLIC,
    ENDINGS,
    HYPHENED,
    LOOSE_ENDINGS,
    PLACES,
    SHORT_AFTER_NAME,
    STREETS,
    UNITS,
)

WORD = r"[^\s\d,;:!?()\"|]+"
NAME = rf"(?:{WORD}|\d{{1,3}}(?:st|nd|rd|th))"
CAPITAL = r"(?-i:[A-Z\x{c0}-\x{de}])"
# The name of a house or a town.
PLACE = rf"{CAPITAL}[^\s\d,]+(?: {CAPITAL}[^\s\d,]+){{0,3}}"
HOUSE = r"\d{1,5}[a-z]?(?:[-/]\d{1,4}[a-z]?)?"
UNIT = rf"(?:{UNITS})\b\.? ?#?\d{{1,4}}[a-z]?\b"


BRITISH = r"(?-i:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
# A postcode, as it stands before the town.
CODE = r"(?-i:[A-Z]{1,3}-)?(?:\d{4,5}(?:-\d{3,4})?|\d{3} \d{2}|\d{2}-\d{3}|\d{4} ?[a-z]{2})"
# Four digits may as well count something.
CLEAR_CODE = CODE.replace("4,5", "5")


class Form(NamedTuple):
    """A way to write an address.

    `is_loose` says that it may be a name beside any number, and `has_kind_last` that a word such as street ends it.
    """

    pattern: str
    worth: int
    has_name: bool = True
    is_loose: bool = False
    has_kind_last: bool = False


FORMS = (
    Form(rf"\b{HOUSE},? (?:{NAME} ){{1,4}}(?:{STREETS})\b\.?", 1, has_kind_last=True),
    Form(rf"\b{HOUSE},? (?:{NAME} ){{1,4}}(?:{PLACES})\b\.?", 0, has_kind_last=True),
    Form(rf"\b(?:{BEFORE_NAME})\b\.? ?(?:{NAME} ){{0,4}}{WORD},? (?:n[º°o]\.? ?)?{HOUSE}\b", 2),
    Form(
        r"\b\d{1,4}[a-z]?(?: (?:bis|ter))?,? (?:rue|chemin|impasse|all[ée]e|quai|boulevard|bd|avenue|place)\b\.?"
        rf" (?:(?:de|du|des|la|le|les|l'|d') ?){{0,3}}{WORD}(?: [^\s\d,;:!?().]+)?",
        2,
    ),
    Form(rf"\b{WORD}(?:{ENDINGS})\b\.? {HOUSE}\b", 2),
    Form(rf"\b{WORD}(?:{LOOSE_ENDINGS})\b {HOUSE}\b", 1),
    Form(rf"\b{WORD}-(?:{HYPHENED}) {HOUSE}\b", 2),
    Form(rf"{CAPITAL}{WORD} (?:{NAME} )?(?:{AFTER_NAME}) {HOUSE}\b", 2),
    Form(rf"\b(?:{CAPITAL}{NAME} ){{1,2}}(?:{SHORT_AFTER_NAME})\b\.? {HOUSE}\b", 1),
    Form(rf"\b{CAPITAL}{WORD}er (?:{AFTER_PLACE}) {HOUSE}\b", 1),
    Form(
        rf"{CAPITAL}{WORD}(?: {CAPITAL}{WORD}){{0,3}},? {HOUSE}[,.]{{0,2}} {CLEAR_CODE}[, \n]{{1,3}}{CAPITAL}{WORD}", 0
    ),
    Form(
        rf"{CAPITAL}{WORD}(?: {CAPITAL}{WORD}){{0,3}},? {HOUSE}[,.]{{0,2}} ?\n ?{CODE}[, \n]{{1,3}}{CAPITAL}{WORD}", 2
    ),
    Form(rf"(?:{CYRILLIC})\.? [^\s,\d]+(?: [^\s,\d]+)?,? (?:д|дом|буд)\.? ?\d{{1,4}}", 3, has_name=False),
    Form(
        rf"\b{HOUSE} (?:\d{{1,5}} )?(?:{NAME}[ ,]{{1,2}}){{1,5}}(?:\d{{1,5}}\b\.?)?"
        rf"\s{{0,4}}[,>?]{{0,3}}\s{{0,4}}{UNIT}",
        3,
    ),
    Form(rf"\b{UNIT}[ ,]{{1,2}}{HOUSE},? (?:{CAPITAL}{WORD} ?){{1,3}}", 2),
    # Only its place says so.
    Form(rf"\b{HOUSE},? {CAPITAL}{WORD}(?: {CAPITAL}{WORD}){{0,2}}", -1, is_loose=True, has_kind_last=True),
    Form(rf"{PLACE}\s?[,\n]\s?{PLACE}(?:\s?[,\n]\s?{PLACE})?,?\s{{1,3}}{BRITISH}", 2),
    Form(rf"\b{UNIT},? \d{{1,5}} (?:{NAME} ){{1,3}}\d{{1,5}}\b", 3),
    Form(rf"\b\d{{2,5}} (?:\d{{1,5}} )?(?:{NAME} ){{1,3}}\d{{1,5}}\b", 1, is_loose=True),
    # A British postcode, which stands for a dozen houses.
    Form(rf"\b{BRITISH}", 0, has_name=False),
    Form(r"\bp\.? ?o\.? ?box \d{1,6}\b", 3, has_name=False),
    Form(
        r"\b(?:postfach|postbus|postboks|apartado(?: de correos)?|bo[îi]te postale|casella postale|caixa postal"
        r"|skrytka pocztowa|postbox) \d{1,6}(?: \d\d){0,2}\b",
        3,
        has_name=False,
    ),
    # Of soldiers and diplomats.
    Form(r"\b(?:psc|unit|cmr) \d{1,5},? box \d{1,5}\b", 3, has_name=False),
    Form(
        r"(?:\b(?:uss|usns|uscgc|usnv) [^\s,]+,?\s+)?\b(?:apo|fpo|dpo),? a[aep],? \d{5}(?:-\d{4})?\b", 3, has_name=False
    ),
)
