"""Tell whether a text of staff says of itself that a machine wrote it."""

import re

# Nobody says so for the first time after so much.
READ = 2_000
_REPLY = r"(?:reply|response|message|answer|e-?mail|notification)"
_PHRASES = (
    rf"auto(?:mat(?:ic|ed))?[ -]?{_REPLY}|out of (?:the )?office|automatically generated|auto-?generated",
    r"automatische (?:antwort|nachricht|e-?mail)|abwesenheits(?:notiz|meldung)|réponse automatique|message automatique",
    r"(?:respuesta|mensaje) automátic[oa]|(?:risposta|messaggio) automatic[oa]|(?:resposta|mensagem) automática",
    r"automatisch (?:antwoord|bericht)|auto(?:matiskt )?svar|automatische? (?:reactie|antwoord)",
)
_SAID = "|".join(_PHRASES)
AUTOMATIC = re.compile(
    # Alone, in brackets or as a heading it speaks of the text itself; elsewhere somebody may complain of one.
    rf"^[^\w\n]{{0,10}}(?:{_SAID})\b(?=\s*(?:[:.!|\n)\]–—-]|$))"
    rf"|[(\[*_]\s*(?:{_SAID})\s*[.!]?\s*[)\]*_]"
    rf"|\b(?:this|that)(?: {_REPLY})? (?:is|was)(?: an?)? (?:{_SAID}|automat)"
    rf"|\bdies(?:e \w+)? (?:ist|wurde)(?: eine?)? automatisch|\b(?:ceci|c['’]est|cette réponse) est une? (?:{_SAID})"
    rf"|\best[ea] (?:es|é) una? (?:{_SAID})|\bquest[oa] è una? (?:{_SAID})|\bdit is een (?:{_SAID})"
    r"|\bplease do(?: not|n['’]t) (?:reply|respond|answer) to this\b|\b(?:sent|generated|created) automatically\b"
    r"|\b(?:i am|i['’]m|we are|we['’]re)\b[^.!?\n]{0,40}\bout of (?:the )?office\b",
    re.IGNORECASE | re.MULTILINE,
)
_WRITTEN = r"(?:message|request|e-?mail|inquiry|enquiry|query|ticket|question)"
RECEIVED = re.compile(
    rf"\b(?:(?:have|['’]ve|we) received your {_WRITTEN}"
    rf"|your {_WRITTEN}\b[^.!?\n]{{0,40}}\bhas been (?:received|created))",
    re.IGNORECASE,
)
LATER = re.compile(
    r"\bwill (?:get back|be with|be in touch|respond|reply|answer|contact)"
    r"|\bbeing reviewed\b|\bin touch (?:soon|shortly)",
    re.IGNORECASE,
)


def is_automatic(words: str) -> bool:
    """Tell whether a text says so, or only that something was received and will be answered."""
    beginning = words[:READ]
    if AUTOMATIC.search(beginning):
        return True
    return RECEIVED.search(beginning) is not None and LATER.search(beginning) is not None
