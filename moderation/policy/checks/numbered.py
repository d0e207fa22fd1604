"""Numbers that say what they are the number of."""

import re

BEFORE = 60
NAMED = re.compile(
    r"\b(?:order|serial|code|version|part|isbn|ean|upc|gtin|sku|imei|ticket|invoice|tracking|reference|ref|build|item|model"
    r"|case|article|product|parcel|shipment|booking|confirmation|transaction|customer|bestellung|bestellnummer|rechnung"
    r"|pedido|commande)s?\b\W{0,3}(?:(?:number|numbers|no|nr|num|id|ids|code|is|was|are|the|my|your|our|of)\b\W{0,3}){0,3}$",
    re.IGNORECASE,
)


def is_named(text: str, start: int) -> bool:
    """Tell whether the words before a number name something with a number of its own."""
    return NAMED.search(text[max(0, start - BEFORE) : start]) is not None
