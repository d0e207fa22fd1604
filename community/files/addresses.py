"""Read addresses of mail and of the web."""

import re

from community.files.cells import unwrap_value
from community.files.wrong import Unclear, shown

LONGEST_MAIL = 254
LONGEST_LINK = 2000
LINKS_LIMIT = 100
MAIL = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\".]{2,}")
NAMED = re.compile(r"(.*?)\s*<\s*([^<>\s]+)\s*>")
COMMENTED = re.compile(r"(\S+@\S+)\s+\(([^()]*)\)")
SEPARATORS = re.compile(r"[\s|]+|[,;](?=\s|https?://|$)", re.IGNORECASE)
LINK = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
# Where objects of attachments keep their address, the best first.
LINK_KEYS = ("url", "href", "link", "data_url", "download_url", "content_url", "src", "proxy_url", "preview_url")
# Objects within them that hold it.
LINK_OBJECTS = ("image_data", "video_data", "payload")


def split_address(said: str) -> tuple[str, str]:
    """Split "Name <mail>" into the name and the address.

    Either is empty where it is not there.
    """
    said = said.strip()
    if len(said) > 2 * LONGEST_MAIL:
        return said, ""
    if (match := NAMED.fullmatch(said)) and is_mail(match[2]):
        return match[1].strip().strip("\"'").strip(), match[2]
    if (match := COMMENTED.fullmatch(said)) and is_mail(match[1]):
        return match[2].strip(), match[1]
    return ("", said) if is_mail(said) else (said, "")


def is_mail(said: str) -> bool:
    return len(said) <= LONGEST_MAIL and bool(MAIL.fullmatch(said))


def read_mail(said: object) -> str:
    """Return a plain address of mail. Raises Unclear."""
    address = split_address(unwrap_value(said).removeprefix("mailto:"))[1] if isinstance(said, str) else ""
    if not address:
        raise Unclear(f"is {shown(said)}, not an address such as otto@mail.example")
    return address


def read_links(said: object) -> tuple[str, ...]:
    """Return the web addresses in a list, or in a text with blanks or commas between.

    Raises Unclear where something is none, with those that are.
    """
    if not isinstance(said, str | list | dict):
        raise Unclear(f"is {shown(said)}, not a list of links")
    parts = (
        SEPARATORS.split(said.strip(), LINKS_LIMIT + 1)
        if isinstance(said, str)
        else said
        if isinstance(said, list)
        else [said]
    )
    links = [_link(part) for part in parts[: LINKS_LIMIT + 1] if part]
    found = tuple(dict.fromkeys(link for link in links if link))
    if len(parts) > LINKS_LIMIT:
        raise Unclear(f"holds more than {LINKS_LIMIT} links", found[:LINKS_LIMIT])
    if not all(links):
        raise Unclear("holds something that is not a link such as https://pictures.example/1.png", found or None)
    return found


def _link(part: object) -> str:
    if isinstance(part, dict):
        return next((link for key in (*LINK_KEYS, "file_url", *LINK_OBJECTS) if (link := _link(part.get(key)))), "")
    if isinstance(part, str) and len(part) <= LONGEST_LINK and LINK.fullmatch(part.strip()):
        return part.strip()
    return ""
