"""Who a record says wrote it, as far as that is one person."""

import re
import unicodedata
from typing import NamedTuple

from community.records import RawMessage

# Names that a platform gives to many, as their own words and in the languages of their screens.
NAMES_OF_MANY = frozenset(
    name.strip()
    for line in """
    anonym | anonymous | anonymous user | anonymous coward | an anonymous user | anonyme | anonymer nutzer | anônimo
    anónimo | anonimo | guest | guest user | gast | invité | invitado | visitor | nobody | unknown | unknown user
    deleted | [deleted] | deleted user | deleteduser | user deleted | deleted account | [removed] | removed user | ghost
    former user | former member | ehemaliger nutzer | gelöschter nutzer | usuario eliminado | utilisateur supprimé
    a google user | google user | ein google-nutzer | un utilisateur de google | un usuario de google
    facebook user | twitter user | telegram user | youtube user
    """.strip().splitlines()
    for name in line.split("|")
)
SPACES = re.compile(r"\s+")


class Identity(NamedTuple):
    """An author's id in the source, or the name in small letters where there is no id."""

    id: str
    name_key: str


def identity_of(record: RawMessage) -> Identity | None:
    """Return who wrote a record, or None for a name that many bear."""
    if record.is_guest:
        return None
    if record.author_id:
        return Identity(record.author_id, "")
    key = name_key(record.author_name)
    return Identity("", key) if key and key not in NAMES_OF_MANY else None


def party_of(record: RawMessage) -> Identity | None:
    """Return to whom a direct message was sent, if the record says so."""
    is_private = record.kind == "direct" or record.internal
    return Identity(record.recipient_id, "") if record.recipient_id and is_private else None


def name_key(name: str) -> str:
    """Return a name as it is compared, without the differences that people do not see."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()[:255]
