"""Know the words with which programs write that there is no value."""

import re

# As databases, spreadsheets and programs write it. A person may be called Null or Nan, and a tag be "none".
EXACTLY = frozenset(
    ("NULL", "null", "(null)", "None", "nan", "NaN", "NaT", "NA", "N/A", "n/a", "#N/A", "<NA>", "\\N", "undefined")
)
DASHES = frozenset("-–—")
IN_ANY_CASE = frozenset(word.lower() for word in EXACTLY) | {"nil", "none", "n.a.", "--"}
# People's own words.
WORDS = frozenset(("text", "title"))
IN_A_DUMP = frozenset(("\\N", "NULL"))
# Where a source without such a row says 0 or false.
REFERENCES = frozenset(("author_id", "parent_external_id", "thread_external_id", "recipient_id"))
NOUGHT = frozenset(("0", "0.0", "False", "false"))
# Names and ids, where only the exact word counts.
NAMES = frozenset(("external_id", "author_name", "language", "tags", "kind", *REFERENCES))
NUMBERS = (int, float)
# A zero date with its offset.
LONGEST = 40
NEVER = re.compile(r"0{4}-00-00.*|0{1,2}[./]0{1,2}[./]0{4}.*|0(?:\.0)?|false", re.IGNORECASE)


def is_empty(field: str, value: object) -> bool:
    """Tell whether a value says nothing in this field.

    A text counts as empty only when it is, or when a database wrote the word.
    """
    if value is None:
        return True
    if not isinstance(value, str):
        return _is_empty_number(field, value)
    if field in WORDS:
        return not value or value in IN_A_DUMP
    if len(value) > LONGEST:
        return False
    word = value.strip()
    return not word or word in DASHES or _is_empty_word(field, word)


def _is_empty_number(field: str, value: object) -> bool:
    if not isinstance(value, NUMBERS):
        return False
    # The not-a-number of a statistics program is unlike itself.
    return value != value or (not value and (field in REFERENCES or field == "edited_at"))  # noqa: PLR0124


def _is_empty_word(field: str, word: str) -> bool:
    if field in NAMES:
        return word in EXACTLY or (field in REFERENCES and word in NOUGHT)
    return word.lower() in IN_ANY_CASE or (field == "edited_at" and bool(NEVER.fullmatch(word)))
