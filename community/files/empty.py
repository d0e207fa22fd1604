"""Tell which values of a source mean nothing."""


def is_empty(field: str, value: object) -> bool:
    """Tell whether a source says nothing of a field by this value."""
    return value is None or (value == "" and field != "text")
