"""The form on a page of ours that keeps what was typed, as a browser would send it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    encoding: str = ""
    # Name and value of each field, in order.
    fields: list[tuple[str, str]] = field(default_factory=list)
    # Name and type of those that are empty and have to be filled in.
    asked: list[tuple[str, str]] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        return [value for each, value in self.fields if each == name]

    def sent(self) -> dict[str, list[str]]:
        return {name: self.values(name) for name, _ in self.fields}


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: str | None = None
        self.name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(said["action"], said.get("enctype", "")))
        elif tag == "input" and said["type"] == "hidden":
            self.forms[-1].fields.append((said["name"], said["value"]))
        elif tag == "input":
            self.forms[-1].asked.append((said["name"], said["type"]))
        elif tag == "textarea":
            self.name, self.text = said["name"], ""

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None:
            # As in a browser, a first line break belongs to the tag.
            self.forms[-1].fields.append((self.name, self.text.removeprefix("\n")))
            self.text = None


def form_on(page: str) -> Form | None:
    reader = Reader()
    reader.feed(page)
    return reader.forms[-1] if reader.forms else None
