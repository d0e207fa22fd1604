"""Cells that a spreadsheet shows as text and never as a formula."""

# Also full-width: some spreadsheets fold these into the plain signs before they look.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Echo:
    """A file that returns each line a csv writer writes."""

    def write(self, line: str) -> str:
        return line


def safe_cell(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text
