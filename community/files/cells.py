"""Undo what spreadsheets and databases do to single values."""

import re

FORMULA = re.compile(r'="([^"]*(?:""[^"]*)*)"')
APOSTROPHE = re.compile(r"'(?=[+-]?\d)", re.ASCII)
HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")
UNKNOWN_CHARACTER = "\ufffd"


def unwrap_formula(text: str) -> str:
    """Return the text of a cell such as ="007", which keeps a spreadsheet from making a number of it."""
    if text.startswith('="') and (match := FORMULA.fullmatch(text)):
        return match[1].replace('""', '"')
    return text


def unwrap_value(text: str) -> str:
    """Return an id, a number or a date without blanks, formula and the apostrophe of a spreadsheet's text."""
    text = unwrap_formula(text.strip()).strip()
    return text[1:] if text.startswith("'") and APOSTROPHE.match(text) else text


def is_storable(text: str) -> bool:
    # PostgreSQL stores no NUL in a text, and neither database half a pair.
    return "\0" not in text and (text.isascii() or not HALF_OF_A_PAIR.search(text))


def storable_text(text: str) -> str:
    """Replace NULs and halves of character pairs."""
    if is_storable(text):
        return text
    return HALF_OF_A_PAIR.sub(UNKNOWN_CHARACTER, text.replace("\0", UNKNOWN_CHARACTER))
