"""The check for links.

A pattern is a list of domains, "except" a list, "any", "shortener", or "lookalike" with the brand's own domains.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.folding import DISGUISE, LOOK_ALIKES
from moderation.policy.matching import LETTERS, BadPattern, Patterns
from moderation.policy.normalise import LEET, LEET_L, unleet


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MOST_CANDIDATES = 100
# Addresses are often written so that they do not become links: hxxp, [.], (dot).
DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))"
LABEL = rf"[{LETTERS}](?:[{LETTERS}_-]*[{LETTERS}])?"
SCHEME = r"h(?:tt|xx)ps?(?:://|\[:\]//)"
LINKS = (rf"(?:{SCHEME})?{LABEL}(?:{DOT}{LABEL})+(?::\d+)?(?:/[^\s<>\"]*)?",)
BEGINNING = re.compile(rf"^(?:{SCHEME})?(?:www\.)?")
# Without http or www, only these endings make a link, because a missing space after a full stop is more common than .is
# or .so.
BARE_ENDINGS = words(
    """
    com net org info biz shop store online site xyz top club live app dev io gg co uk de fr eu ru cn jp nl pl br ca au
    ly gl link click icu vip win bid loan work space website tk ml ga cf tv cc ws fun pro deals sale onion
    """
)
SHORTENERS = words(
    """
    bit.ly tinyurl.com goo.gl ow.ly is.gd buff.ly cutt.ly rb.gy shorturl.at tiny.cc rebrand.ly t.ly v.gd adf.ly bl.ink
    s.id lnkd.in clck.ru urlz.fr linktr.ee tr.im soo.gd qr.ae short.io
    """
)
# Shorter names are one letter away from too many honest words.
SHORTEST_NAME = 5


class Link(NamedTuple):
    host: str
    start: int
    end: int


Judge = Callable[[str], str]


def link(patterns: Sequence[str]) -> Look:
    judges = [judge_of(pattern) for pattern in patterns]
    found = Patterns(LINKS, MOST_CANDIDATES)

    def look(passage: Passage) -> Iterator[Hit]:
        links = links_of(passage, found)
        for index, judge in enumerate(judges):
            seen = ((at, judge(at.host)) for at in links)
            yield from (Hit(index, at.start, at.end, reason) for at, reason in seen if reason)

    return Look(look, found.programs)


def links_of(passage: Passage, found: Patterns) -> list[Link]:
    """Return the links as they are shown, and those that markup hides."""
    links = list(links_in(passage.text, found))
    draft = passage.reading.draft
    if draft.text != passage.text:
        shown = (Link(at.host, *draft.written(at.start, at.end)) for at in links_in(draft.text, found))
        links += [at for at in shown if not any(at.start < one.end and one.start < at.end for one in links)]
    return sorted(links, key=lambda at: at.start)[:MOST_CANDIDATES]


def links_in(text: str, found: Patterns) -> Iterator[Link]:
    for _, start, end in found.hits(text):
        # E-mail addresses have a check of their own.
        if text[start - 1 : start] == "@" or text[end : end + 1] == "@":
            continue
        written = text[start:end].rstrip(".,;:!?'\")]}").lower()
        host = host_of(written)
        if written.startswith(("http", "hxxp", "www.")) or host.rpartition(".")[2] in BARE_ENDINGS:
            yield Link(host, start, start + len(written))


def host_of(written: str) -> str:
    for disguise in ("[.]", "(.)", "{.}", "[dot]", "(dot)"):
        written = written.replace(disguise, ".")
    return BEGINNING.sub("", written).partition("/")[0].partition(":")[0]


def judge_of(pattern: str) -> Judge:
    kind, *domains = pattern.lower().replace(",", " ").split() or [""]
    if kind in {"any", "shortener"} and not domains:
        return {"any": lambda host: f"A link to {host}.", "shortener": shortened}[kind]
    if kind == "lookalike":
        return imitating(checked(domains))
    if kind == "except" and domains:
        allowed = checked(domains)
        return lambda host: "" if within(host, allowed) else f"{host} is not one of the allowed domains."
    blocked = checked([kind, *domains])
    return lambda host: f"{host} is a blocked domain." if within(host, blocked) else ""


def checked(domains: Sequence[str]) -> tuple[str, ...]:
    for domain in domains:
        if "." not in domain or not all(part.replace("-", "").isalnum() for part in domain.lstrip(".").split(".")):
            raise BadPattern(
                f"“{domain}” is not a domain; write it like example.com, or any, shortener, lookalike, except."
            )
    return tuple(domain.lstrip(".") for domain in domains)


def within(host: str, domains: Sequence[str]) -> bool:
    return f".{host}".endswith(tuple(f".{domain}" for domain in domains))


def shortened(host: str) -> str:
    return f"{host} hides where the link leads." if host in SHORTENERS else ""


def imitating(own: Sequence[str]) -> Judge:
    names = [domain.split(".")[0] for domain in own if len(domain.split(".")[0]) >= SHORTEST_NAME]

    def judge(host: str) -> str:
        if within(host, own):
            return ""
        if any(is_counterfeit(label) for label in decoded(host).split(".")[:-1]):
            return f"{host} has letters of another script that look like Latin ones."
        readings = readings_of(host)
        imitated = next((name for name in names if resembles(readings, name)), "")
        return f"{host} looks like {imitated} but is not." if imitated else ""

    return judge


def decoded(host: str) -> str:
    if "xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def is_counterfeit(label: str) -> bool:
    return not label.isascii() and all(c.isascii() or c in LOOK_ALIKES for c in label)


def readings_of(host: str) -> set[str]:
    """Return the possible readings of a host's parts."""
    labels = (DISGUISE.apply(label).replace(" ", "") for label in decoded(host).split(".")[:-1])
    return {unleet(label, table) for label in labels for table in (LEET, LEET_L)}


def resembles(readings: Iterable[str], name: str) -> bool:
    return any(name in reading or one_edit_apart(reading, name) for reading in readings)


def one_edit_apart(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    half = len(shorter) // 2
    # One edit leaves one half unchanged, which is a quick test.
    if shorter[:half] != longer[:half] and shorter[-half:] != longer[-half:]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[at:] == longer[at + 1 :] or shorter[at + 1 :] == longer[at + 1 :]


def link_in_words(pattern: str) -> str:
    kind, _, domains = pattern.partition(" ")
    plain = {"any": "Any link", "shortener": "Shortened links"}
    if kind == "except":
        return f"Links that do not lead to {domains}"
    if kind == "lookalike":
        return f"Addresses that imitate {domains}" if domains else "Addresses with look-alike letters"
    return plain.get(pattern, f"Links to {pattern}")


def weight_of_link(pattern: str) -> float:
    """Return the weight of a pattern, 5 for each domain to compare with."""
    kind, *domains = pattern.lower().replace(",", " ").split() or [""]
    # Own domains are each compared with each link, and others are found at once.
    return 1 + (5 * len(domains) if kind == "lookalike" else 0)
