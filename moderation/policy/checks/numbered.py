"""Numbers that are of something else: they are named so, or are a part of a file name, a path or a code."""

import re
from collections.abc import Callable
from functools import partial

BEFORE = 60
GOODS = (
    r"order|serial|s/n|p/n|code|barcode|version|ver|firmware|release|revision|part|isbn|issn|ean|upc|gtin|asin|sku|imei|imsi|iccid"
    r"|vin|ticket|invoice|tracking|track|awb|reference|ref|rma|po|build|item|model|(?<!in )case|article|product|parcel"
    r"|shipment|consignment|booking|reservation|confirmation|transaction|customer|receipt|voucher|coupon|batch"
    r"|warranty|licence|license|error|bug|issue|commit|timestamp|doi|pmid|cve|rfc|patent|catalogue|catalog|flight"
    r"|bestellung|auftrag|rechnung|sendung|lieferung|artikel|art|vorgang|aktenzeichen"
    r"|pedido|factura|serie|referencia|seguimiento|código|versión|artículo|envío|guía|reserva|lote"
    r"|commande|facture|série|référence|réf|colis|suivi|dossier|réservation|ordine|fattura|ordinazione|encomenda|fatura"
    r"|bestelling|factuur|zamówienie|faktura|заказ|артикул|версия"
)
PAPERS = (
    r"account|acct|policy|member|membership|passport|ssn|student|employee|patient|player|steam"
    r"|card|iban|bic|blz|routing|sort|vat|tax|pin|otp|hash|checksum|mac|score|seed|coordinates|contract|badge"
    r"|registration|konto|vertrag|steuer|ausweis|cuenta|compte|contrat|contrato|conto"
)
# A German word for a number says what it is of, and these are of a telephone.
COMPOUND = r"(?<!telefon)(?<!handy)(?<!mobil)(?<!fax)(?<!ruf)(?<!phone)(?<=\w)(?:nummer|nr)"
FILLER = (
    r"(?:number|numbers|no|nr|num|nummer|número|numero|numéro|numer|номер|id|ids|code|is|was|are|ist|war|lautet|es|est"
    r"|the|my|your|our|of|de|du|mein|meine|mi|mon|ma|says|reads|with|reading|and|or|und|oder|y|et"
    r"|\d[\d().-]*)"
)
ARTICLE = r"(?:the|an?|my|your|our|his|her|mein\w*|die|der|das|mi|el|la|mon|le|un|una|une)"


def named_by(things: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    # “Orders: …” and “Reservations: …” are followed by a telephone number.
    named = rf"\b(?:{things})(?:s(?=\W{{0,3}}(?:numbers?|ids?|codes?|are)\b))?"
    before = rf"(?:{named}|{COMPOUND})\b\W{{0,3}}(?:(?:{FILLER}\b|n[º°])\W{{0,3}}){{0,6}}$"
    after = rf"\W{{0,3}}(?:(?:is|was|are|ist|es|est)\s+(?:{ARTICLE}\s+)?(?:\w+\s+)?|\(\s?)(?:{things})\b"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)


def is_named_by(named: tuple[re.Pattern[str], re.Pattern[str]], text: str, start: int, end: int) -> bool:
    """Tell whether the words around a number name something with a number of its own."""
    before, after = named
    if before.search(text[max(0, start - BEFORE) : start]):
        return True
    return after.match(text, end) is not None


Named = Callable[[str, int, int], bool]
is_of_goods: Named = partial(is_named_by, named_by(GOODS))
is_of_papers: Named = partial(is_named_by, named_by(f"{GOODS}|{PAPERS}"))

FILE = re.compile(
    r"[\w().-]{0,40}\.(?:png|jpe?g|gif|svg|webp|avif|heic|bmp|tiff?|ico|mp[34]|m4[av]|mov|avi|mkv|webm|wav|flac|pdf|docx?|xlsx?"
    r"|pptx?|odt|csv|tsv|txt|log|md|json|xml|ya?ml|html?|css|js|ts|py|zip|gz|tgz|bz2|xz|7z|rar|tar|iso|exe|msi|dmg|apk"
    r"|deb|rpm|bin|dll|bak|sql|eml)\b",
    re.IGNORECASE,
)
# What stands glued before a number: the sign of a place in a path or a query, or letters and a hyphen.
GLUED = re.compile(r"(?:[/\\=#&%~_@]|[^\W\d_]\d{0,4}[-.])\Z")
LONGER_BEFORE, LONGER_AFTER = re.compile(r"\d[-.,:]\Z"), re.compile(r"[-.,:_]?\d|[-_][a-z]{0,3}\d", re.IGNORECASE)


def is_file(text: str, end: int) -> bool:
    """Tell whether what ends here is in the name of a file."""
    return FILE.match(text, end) is not None


def is_glued(text: str, start: int, end: int) -> bool:
    """Tell whether a number is a piece of a longer one, of a path or of a code."""
    before = text[max(0, start - 6) : start]
    return bool(GLUED.search(before) or LONGER_BEFORE.search(before) or LONGER_AFTER.match(text, end))
