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
    anónimo | anonimo | anoniem | anonymní | anonim | anonymous guest | guest | guest user | gast | gæst | gäst
    gość | invité | invitado | convidado | ospite | misafir | гость | ゲスト | 匿名 | 익명 | аноним | visitor
    visiteur | besucher | visitante | nobody | unknown | unknown user | unbekannt | inconnu | desconocido
    desconhecido | sconosciuto | deleted | [deleted] | deleted user | deleteduser | user deleted | deleted account
    account deleted | deleted member | [removed] | removed user | removed | ghost | [gelöscht] | gelöschter nutzer
    gelöschter benutzer | gelöschtes konto | utilisateur supprimé | compte supprimé | [supprimé] | membre supprimé
    usuario eliminado | cuenta eliminada | [eliminado] | usuário excluído | usuário removido | conta excluída
    utente eliminato | account eliminato | verwijderde gebruiker | verwijderd account | slettet bruger
    slettet bruker | borttagen användare | poistettu käyttäjä | użytkownik usunięty | konto usunięte
    удалённый пользователь | удаленный пользователь | silinmiş kullanıcı | former user | former member
    ehemaliger nutzer | ehemaliges mitglied | ancien membre | antiguo usuario | a google user | google user
    ein google-nutzer | un utilisateur de google | un utilisateur google | un usuario de google | usuario de google
    um usuário do google | um utilizador do google | un utente di google | utente google | een google-gebruiker
    użytkownik google | пользователь google | google ユーザー | google 用户 | amazon customer | kindle customer
    amazon-kunde | cliente amazon | client d'amazon | cliente de amazon | facebook user | twitter user
    telegram user | youtube user | instagram user | discord user | trustpilot user
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
    # Some exports write the name of many where an id should be.
    if record.author_id and name_key(record.author_id) not in NAMES_OF_MANY:
        return Identity(record.author_id, "")
    key = name_key(record.author_name)
    return Identity("", key) if key and key not in NAMES_OF_MANY else None


def party_of(record: RawMessage) -> Identity | None:
    """Return to whom a direct message was sent, if the record says so."""
    is_private = record.kind == "direct" or bool(record.internal)
    return Identity(record.recipient_id, "") if record.recipient_id and is_private else None


def name_key(name: str) -> str:
    """Return a name as it is compared, without the differences that people do not see."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()[:255]
