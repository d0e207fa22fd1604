"""Read ids, however numbers and spreadsheets write them."""

import re

from community.files.cells import is_storable, unwrap_value
from community.files.wrong import Wrong, shown
from community.records import ID_LIMIT

# As spreadsheets and programs write a large number that they rounded. Without the plus it may be a hash.
ROUNDED = re.compile(r"[+-]?\d(?:[.,]\d+)?[Ee]\+\d{1,3}", re.ASCII)
WHOLE = re.compile(r"(\d{1,16})\.0", re.ASCII)
# What needs no second look, as nearly all ids do.
PLAIN = re.compile(rf"[A-Za-z0-9_][A-Za-z0-9_-]{{0,{ID_LIMIT - 1}}}")
# Above this not every whole number is a float.
LARGEST_EXACT = 2**53


def read_id(said: object) -> str:
    """Return an id as text.

    Raises Wrong for one that is not certain, as a guess would join what does not belong together.
    """
    if isinstance(said, str):
        if PLAIN.fullmatch(said):
            return said
        text = _of_text(said)
    else:
        text = _of_number(said)
    if not text:
        raise Wrong("is blank")
    if len(text) > ID_LIMIT:
        raise Wrong(f"is {len(text):,} characters long; the limit is {ID_LIMIT:,}")
    if not is_storable(text):
        raise Wrong("holds a NUL character" if "\0" in text else "holds half of a character (a lone surrogate)")
    return text


def _of_text(said: str) -> str:
    text = unwrap_value(said)
    if len(text) <= ID_LIMIT and ROUNDED.fullmatch(text):
        raise Wrong(f"is {shown(text)}: a spreadsheet made a number of it; save the column as text")
    # A statistics program writes whole numbers so where some rows of the column are empty.
    whole = WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _of_number(said: object) -> str:
    if isinstance(said, float) and said.is_integer():
        if abs(said) > LARGEST_EXACT:
            raise Wrong(f"is {shown(said)}, a number that may be rounded; write the id as text")
        return str(int(said))
    if isinstance(said, bool) or not isinstance(said, int):
        raise Wrong(f"is {shown(said)}, not text")
    # Python refuses to write a number of more than some thousand digits.
    if said.bit_length() > 4 * ID_LIMIT:
        raise Wrong(f"is a number of more than {ID_LIMIT} digits")
    return str(said)
