"""Give the values of nested objects names with dots."""

from collections.abc import Mapping

# No usual column name is longer, and no longer one can be mapped.
LONGEST_NAME = 255
# No person makes a wider table. Its header is refused, and a wider record is not remembered.
MOST_COLUMNS = 2_000
# No export nests what a message says deeper.
DEEPEST = 8
WRAPPERS = frozenset(("$oid", "$date", "$numberInt", "$numberLong", "$numberDouble"))


def flatten(record: Mapping[str, object]) -> dict[str, object]:
    """Return the values of a record by dotted path.

    A key that holds dots itself wins over a path.
    """
    flat: dict[str, object] = {}
    for name, value in record.items():
        inner = unwrapped(value) if isinstance(value, dict) else value
        if isinstance(inner, dict) and inner:
            _add_branch(flat, name, inner, DEEPEST)
        else:
            flat[name] = None if inner == {} else inner
    return flat


def unwrapped(value: Mapping[str, object]) -> object:
    """Return the value in an object such as {"$date": …}, in which a database names the kind of a value."""
    while len(value) == 1 and (wrapper := next(iter(value))) in WRAPPERS:
        inner = value[wrapper]
        if not isinstance(inner, dict):
            return inner
        value = inner
    return value


def _add_branch(flat: dict[str, object], path: str, branch: Mapping[str, object], depth: int) -> None:
    for key, value in branch.items():
        # Together the paths of a long key could be a thousand times as long as the record.
        if len(flat) > MOST_COLUMNS or len(path) + len(key) >= LONGEST_NAME:
            return
        name = f"{path}.{key}"
        inner = unwrapped(value) if isinstance(value, dict) else value
        if isinstance(inner, dict) and inner and depth > 1:
            _add_branch(flat, name, inner, depth - 1)
        else:
            flat.setdefault(name, None if inner == {} else inner)
