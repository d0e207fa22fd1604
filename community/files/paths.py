"""Give the values of nested objects names with dots."""

from collections.abc import Mapping

# No usual column name is longer, and no longer one can be mapped.
LONGEST_NAME = 255
# No person makes a wider table. Its header is refused, and a wider record is not remembered.
MOST_COLUMNS = 2_000
# No export nests what a message says deeper.
DEEPEST = 8


def flatten(record: Mapping[str, object]) -> dict[str, object]:
    """Return the values of a record by dotted path.

    A key that holds dots itself wins over a path.
    """
    flat: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, dict) and value:
            _add_branch(flat, name, value, DEEPEST)
        else:
            flat[name] = None if value == {} else value
    return flat


def _add_branch(flat: dict[str, object], path: str, branch: Mapping[str, object], depth: int) -> None:
    for key, value in branch.items():
        # Together the paths of a long key could be a thousand times as long as the record.
        if len(flat) > MOST_COLUMNS or len(path) + len(key) >= LONGEST_NAME:
            return
        name = f"{path}.{key}"
        if isinstance(value, dict) and value and depth > 1:
            _add_branch(flat, name, value, depth - 1)
        else:
            flat.setdefault(name, None if value == {} else value)
