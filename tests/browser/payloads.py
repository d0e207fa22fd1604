"""Texts that would run if any screen trusted them: a list of our own, and the public corpus beside the checkout."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import SHARED

# One stands in each field, in turn; `{}` is the field's name, so that a dialog would say where it came from.
OWN = (
    "<script>alert('{}')</script>",
    "<img src=x onerror=alert('{}')>",
    "\"><svg onload=alert('{}')>",
    "'><body onload=alert('{}')>",
    "</textarea></title></style></option><script>alert('{}')</script>",
    "<a href=\"javascript:alert('{}')\" autofocus onfocus=alert('{}')>x</a>",
    "<iframe srcdoc=\"<script>alert('{}')</script>\"></iframe>",
    "--><script>alert('{}')</script><!--",
    "<input autofocus onfocus=alert('{}')>",
    "<details open ontoggle=alert('{}')>",
    "<div hx-get=/ hx-trigger=load hx-on:htmx:before-request=alert('{}')>",
    "<base href=//foreign.example/><img src={}><q>",
    "<link rel=stylesheet href=//foreign.example/{}.css><q>",
    "<meta http-equiv=refresh content='0;url=//foreign.example/{}'>",
    "<style>@import '//foreign.example/{}'</style><q>",
    "<math><style><img src=x onerror=alert('{}')></style></math>",
)
# What runs as soon as it is an element.
IMAGE = OWN[1]
# What fits into the name of a host, where neither a blank nor a slash does.
HOST = "<script>alert('{}')"
# What fits where hardly anything does; no template writes a <q>.
TINY = "\">'<q>"
CORPUS = SHARED / "badinput" / "xss"
LONG = 20_000


def corpus() -> list[str]:
    """Every payload once, in the files' order: a line each, or what stands before the line of a .test file."""
    found = [payload for path in sorted(CORPUS.rglob("*")) if path.is_file() for payload in payloads(path)]
    return list(dict.fromkeys(found))


def payloads(path: Path) -> Iterator[str]:
    text = path.read_bytes().decode("utf-8", "replace").replace("\0", "\ufffd")
    lines = [text.partition("\n--\n")[0]] if path.suffix == ".test" else text.splitlines()
    return (line for line in lines if line.strip())


class Own:
    """Payloads in turn, each with the name of its field; `said` are the names."""

    def __init__(self, *payloads: str) -> None:
        self.deck = deque(payloads)
        self.said: set[str] = set()

    def __call__(self, field: str, limit: int = LONG) -> str:
        self.deck.rotate(-1)
        fitting = (text for payload in self.deck if len(text := payload.replace("{}", field)) <= limit)
        if (text := next(fitting, None)) is None:
            return TINY[:limit]
        self.said.add(field)
        return text


class Corpus:
    """A share of the corpus: all of it in every long field, and in each short field what fits of the next."""

    def __init__(self, share: list[str]) -> None:
        self.long = "\n".join(share)[:LONG]
        self.deck = deque(share)

    def __call__(self, _field: str, limit: int = LONG) -> str:
        return self.long if limit >= LONG else self.packed(limit)

    def packed(self, limit: int) -> str:
        text = self.deck[0][:limit]
        self.deck.rotate(-1)
        while len(text) + 1 + len(self.deck[0]) <= limit:
            text += f" {self.deck[0]}"
            self.deck.rotate(-1)
        return text
