"""Say why a single value cannot be read."""


class Wrong(ValueError):
    """A value that cannot be stored, so that its record is rejected.

    Its words follow the name of the field.
    """


class Unclear(ValueError):
    """A value that is left unknown, while its record is kept.

    Its words follow the name of the field. `instead` is what is kept of the value, if anything is.
    """

    def __init__(self, reason: str, instead: object = None) -> None:
        super().__init__(reason)
        self.instead = instead


def shown(said: object) -> str:
    """Write a value short enough for a stored sentence."""
    if isinstance(said, list | dict):
        return "a list" if isinstance(said, list) else "an object"
    shown = repr(said)
    return ascii(said)[:60] + "…" if len(shown) > 60 else shown if shown.isprintable() else ascii(said)
