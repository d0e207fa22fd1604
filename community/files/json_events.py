"""Parse JSON piece by piece, in flat memory."""

from collections.abc import Iterator
from decimal import Decimal

import ijson
from ijson.common import JSONError

from community.files.lines import RECORD_LIMIT, Unreadable

Event = tuple[str, object]
# Small pieces tell more exactly where the JSON is broken.
PIECE = 1 << 10
# A value that is too long for a record is gathered before it is known to be, so long and no longer.
VALUE_LIMIT = 8 * RECORD_LIMIT


class Events:
    """The events of a stream of JSON, with the place that is read.

    There may be several values one after another. Raises Unreadable where the JSON is broken.
    """

    def __init__(self, stream: Iterator[bytes]) -> None:
        self.stream = stream
        self.fed = 0
        self.line = 1

    def __iter__(self) -> Iterator[Event]:
        found: list[Event] = ijson.sendable_list()
        parser = ijson.basic_parse_coro(found, multiple_values=True)
        quiet = 0
        for piece in self._pieces():
            fault = self._send(parser, piece)
            # What the piece holds before the fault is whole.
            quiet = 0 if found else quiet + len(piece)
            yield from found
            found.clear()
            if fault:
                raise fault
            if quiet > VALUE_LIMIT:
                raise Unreadable(f"{self.place} there are more than {VALUE_LIMIT:,} bytes without a value in between.")
            self.fed += len(piece)
            self.line += piece.count(b"\n")

    @property
    def place(self) -> str:
        return f"Near byte {self.fed + 1:,} (line {self.line:,})"

    def _pieces(self) -> Iterator[bytes]:
        for block in self.stream:
            yield from (block[at : at + PIECE] for at in range(0, len(block), PIECE))
        # An empty piece is the end.
        yield b""

    def _send(self, parser: object, piece: bytes) -> Unreadable | None:
        try:
            parser.send(piece)  # type: ignore[attr-defined]
        except StopIteration:
            return None
        # Numbers out of all bounds are refused by the libraries that convert them.
        except (JSONError, ValueError, ArithmeticError) as error:
            why = _first_line(error)
            if not piece or "premature EOF" in why:
                return Unreadable(f"{self.place} the JSON breaks off.")
            return Unreadable(f"{self.place} the JSON is broken: {why}.")
        return None


def number_of(value: object) -> object:
    """Return a decimal number as the float that it would be elsewhere."""
    return float(value) if isinstance(value, Decimal) else value


def _first_line(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return text.partition("\n")[0].strip().rstrip(".")
