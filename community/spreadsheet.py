"""Cells that a spreadsheet shows as text, whatever a member wrote in them."""

# Also full-width: some spreadsheets fold these into the plain signs before they look.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Echo:
    """A file that gives back each line that a csv writer writes."""

    def write(self, line: str) -> str:
        return line


def safe_cell(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text
