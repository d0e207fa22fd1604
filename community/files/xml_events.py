"""Parse XML piece by piece, as the events of a JSON document."""

from collections.abc import Iterator
from xml.parsers import expat

from community.files.json_document import DEEPEST
from community.files.json_events import VALUE_LIMIT, Event
from community.files.lines import Unreadable

PIECE = 1 << 16
NO_TYPE = "The XML declares a document type (<!DOCTYPE …>), which is not read; take that line out."


class XmlEvents:
    """The events of a stream of XML.

    An element of text alone is a text, any other an object of its attributes and elements. Names lose their prefix.
    Raises Unreadable where the XML is broken or declares a document type, because entities can unpack to any size.
    """

    def __init__(self, stream: Iterator[bytes]) -> None:
        self.stream = stream
        self.events: list[Event] = []
        self.text: list[str] = []
        self.length = 0
        # Of each open element, whether it has proved to be an object.
        self.is_object: list[bool] = []
        # The bytes have been recoded, whatever the declaration says.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add_text
        self.parser.StartDoctypeDeclHandler = self._refuse_type

    def __iter__(self) -> Iterator[Event]:
        for block in self.stream:
            for at in range(0, len(block), PIECE):
                yield from self._parsed(block[at : at + PIECE])
        yield from self._parsed(b"", is_end=True)

    def _parsed(self, piece: bytes, *, is_end: bool = False) -> Iterator[Event]:
        fault = None
        try:
            self.parser.Parse(piece, is_end)
        except expat.ExpatError as error:
            fault = Unreadable(f"Near line {error.lineno:,} the XML is broken or breaks off.")
        except Unreadable as error:
            fault = error
        # What stands before the fault is whole.
        yield from self.events
        self.events.clear()
        if fault:
            raise fault

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.is_object) > DEEPEST:
            raise Unreadable("The XML is nested too deeply.")
        self._open()
        if self.is_object:
            self.events.append(("map_key", plain_tag(name)))
        self.is_object.append(False)
        if attributes or len(self.is_object) == 1:
            self._open()
        for key, value in attributes.items():
            self.events += [("map_key", plain_tag(key)), ("string", value)]

    def _open(self) -> None:
        """Make the innermost element an object."""
        if self.is_object and not self.is_object[-1]:
            self.is_object[-1] = True
            self.events.append(("start_map", None))
        self._take_text()

    def _end(self, _name: str) -> None:
        text = self._take_text()
        if self.is_object.pop():
            # An object has its text under a name of its own.
            self.events += [("map_key", "text"), ("string", text)] if text.strip() else []
            self.events.append(("end_map", None))
        else:
            self.events.append(("string", text))

    def _add_text(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)
        if self.length > VALUE_LIMIT:
            raise Unreadable(f"There are more than {VALUE_LIMIT:,} characters in one element.")

    def _take_text(self) -> str:
        text = "".join(self.text)
        self.text.clear()
        self.length = 0
        return text

    def _refuse_type(self, *_declared: object) -> None:
        raise Unreadable(NO_TYPE)


def plain_tag(name: str) -> str:
    return name.rpartition(":")[2]
