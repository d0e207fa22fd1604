"""Disguises that people thought up, and plain words that only look like one."""

import pytest

from moderation.bench.disguises import RULES, found
from tests.policy.looking import excerpts


@pytest.mark.parametrize(
    ("phrase", "disguised"),
    [
        ("worthless", "w-rthl-ss w.rthl.ss w_rthl_ss"),
        ("worthless", "w0r+h1e$$ wor[thless] wor(thless)"),
        ("worthless", "ᎳoᎡᎢᎻless worϯhlᎬss wօrthleꜱs"),
        ("worthless", "ƨƨɘlʜɈɿow"),
        ("worthless", "w\\orthless w'orthless wo*th*ess"),
        ("worthless", "**w****o****r****t****h****l****e****s****s**"),
        ("worthless", "\u202esselhtrow\u202c"),
        ("clown*", "cl*wns c*own"),
        ("bitch", "b***h b!+ch 8!7ch"),
        ("fuck*", "f*** f*****g f***ing"),
        ("dumb clown", "DumbClownTalk dumb-clown-talk dumb*clown*talk"),
        ("loser", "10$3r lo$er l⭕ser 🅻⭕️💲3🆁"),
        ("fuck", "(f)uck [f]uck f(u)ck f(uck) f.uck f_uck fxck f~ck f█ck *uck fcuk fukc kcuf"),
        ("whore", "wh*re wh_re w***e whxre (w)hore w.hore"),
        ("bitch", "🅱️itch bi✝️ch b❗tch b@#$h b*tch btch"),
        ("faggot", "f🅰️gg⭕✝️ f/\\ggot fa99ot f****t"),
        ("asshole", "assh*le a*****e a$$hole assho(le)"),
        ("kill yourself", "gokillyourself"),
        ("hate", "h8 h@te ha+e"),
        ("shit", "s#it sh*t s**t"),
        ("everyone", "every1"),
        ("ass", "@$$ 4$$ a$$"),
        ("die", "d1e d!e"),
        ("dumbfuck", "dumbfvck dumbfuk"),
        ("son of a bitch", "sonofabitch"),
        ("ugly", "uglyyyy uuugly"),
        ("kill", "k¡ll k❗ll"),
        ("fuck", "fμck fück"),
    ],
)
def test_a_word_is_read_behind_its_disguise(phrase: str, disguised: str) -> None:
    assert all(excerpts("phrase", phrase, word) for word in disguised.split())


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("moron", "you mor on"),
        ("faggot", "you faggo t"),
        ("fuck", "fu ck you"),
        ("fuck", "f uck you"),
        ("dumb moron you", "dumb!moron!you"),
        ("yourself", "go yrslf"),
    ],
)
def test_a_word_in_two_halves_or_without_vowels_is_read(phrase: str, text: str) -> None:
    assert excerpts("phrase", phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("hill", "he ll and hi ll"),
        ("fuck", "*duck, (l)uck, k-pop, t.uck, fxc"),
        ("shit", "a sith, (s)he said, and *hit"),
        ("sent", "s**t"),
        ("around", "a round table"),
        ("sit", "s#it"),
        ("live", "evil and vile"),
        ("twit", "please tweet it"),
        ("trap", "the part of a trap-door"[:11]),
        ("cialis", "the weather in cali's great"),
        ("paki", "on mode $k$ with momentum P_k$"),
        ("hell", "he'll, we'll and she'd"),
        ("c++", "grade c is fine"),
        ("skank", "#thanks"),
        ("porn", "by @TheFoodPornPage"),
        ("bunch", "b***h"),
        ("kill", "5 * 3 = kil * 2"),
        ("clown", "down town, c-section, co-own"),
        ("spic", "a spice-rack, spec.s and s.p.i."),
        ("loser", "closer, los*r2 and lo-fi"),
    ],
)
def test_what_is_no_disguise_is_left(phrase: str, text: str) -> None:
    assert excerpts("phrase", phrase, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe, Penistone, Essex and a shitake mushroom",
        "Sık sık yazıyorum, çok güzel bir kış günü",
        "Các bạn ơi, ngủ ngon nhé, phúc đức",
        "Jag vill höra på dig, åk till sjön",
        "vi møder op på slottet, så kør forsigtigt",
        "she's a well-known e-mail-first reporter from the b.b.c.",
        "use f(x) = a*b, x_k and C# or C++11 in README.md",
        "the cost is $1,000 (20% off!), see p. 5-10 / fig. 3b",
        "MacBookPro, JavaScript, YouTubeMusic and iOSApp",
    ],
)
def test_plain_texts_of_many_kinds_say_nothing(text: str) -> None:
    assert found(RULES, text) == set()


@pytest.mark.parametrize("text", ["yøu are a mørøn", "yöu are an ïdiot"])
def test_accents_hide_no_word_from_a_pattern(text: str) -> None:
    assert "harassment" in found(RULES, text)


def test_two_words_of_which_one_is_listed_are_no_third() -> None:
    assert found(RULES, "I do not fuck wit that team") == {"rude-language"}
