"""A text as people read it, and the way back to what was written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.reading import Kind, read_text

PIECES = [
    *("you ", "idiot", "<b>", "</b>", "<p>", "<br>", "<!--", "-->", "<script>", "</script>", "<blockquote>", "&amp;"),
    *("&#115;", "&lt;b&gt;", "[b]", "[/b]", "[quote=ana]", "[/quote]", '[a](b.c "d")', "![x](y.z)", "**", "*", "_"),
    *(
        "~~",
        "||",
        ">!",
        "!<",
        "`",
        "```",
        "\n",
        "\n> ",
        "\n# ",
        "\n- ",
        "On Monday Ana wrote:",
        "-----Original Message-----",
    ),
    *(
        "\u200b",
        "\u00ad",
        "\u202e",
        "\u00a0",
        "’",
        "𝐲",
        "ｋ",
        "🅰",
        "🇾",
        "\ufe0f",
        "e\u0301",
        "ﾊﾞ",
        "٣",
        "а",
        "ё",
        "كـ",
        "\\*",
    ),
    *("https://a.b/c", "#YouFool", "@ana", "<", ">", "&", "[", "]", "(", ")", "\ud800", "<3", ">:("),
    *(
        "=20",
        "=\n",
        "\\u0041",
        "\\n",
        "%41",
        "''",
        "{quote}",
        "<@U1|bo>",
        "^(a)",
        "$$",
        "\u202ea\u202c",
        "Ã©",
        "-\n",
        "&amp;#65;",
    ),
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>you stupid<br>idiot</p>", "you stupid\nidiot"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("you <b>stupid</b> <i>idiot</i>", "you stupid idiot"),
        ("you &#115;tupid&nbsp;idiot &amp; more", "you stupid idiot & more"),
        ("hi<script>kill()</script> <style>p{}</style>you<!-- stupid -->", "hi you"),
        ("I <3 it, a < b, x > y >:(", "I <3 it, a < b, x > y >:("),
        ("ask <your name> & co", "ask <your name> & co"),
        ("&lt;b&gt;", "<b>"),
        ("**you** *stupid* ~~old~~ ||idiot|| __now__", "you stupid old idiot now"),
        ("# Title\n* one\n- two", "Title\none\ntwo"),
        ("2 * 3 * 4 and snake_case_name and f*ck this sh*t", "2 * 3 * 4 and snake_case_name and f*ck this sh*t"),
        (">!hidden!< and \\*stars\\*", "hidden and *stars*"),
        ("[b]you[/b] [url=https://a.example]label[/url] a[i]", "you label a[i]"),
        ('[label](https://a.example/x "title") ![alt](b.png)', "label title "),
        ("`code` and isn`t", "code and isn't"),
        ("isn’t ʼtwas", "isn't 'twas"),
        ("a\u00a0b\u2003c\u200bd\u00ade\u202ef", "a b cdef"),
        ("𝐲𝐨𝐮 ｓｔｕｐｉｄ！ ⓘⓓⓘⓞⓣ 🅰🅱 ɪᴅ", "you stupid! idiot ab id"),
        ("🇾🇴🇺 🇩🇪 🏳️\u200d🌈", "you 🇩🇪 🏳️\u200d🌈"),
        ("٤١٥ ０４", "415 04"),
        ("Muslims аre vеrmin, дуpak", "Muslims are vermin, дурак"),
        ("это рот", "это рот"),
        ("e\u0301te\u0301 s\u0336o\u0336", "été so"),
        ("ﾊﾞｶ كَلْب كــلــب", "バカ كلب كلب"),
    ],
)
def test_a_text_is_read_as_it_is_shown(written: str, read: str) -> None:
    assert read_text(written).text == read


@pytest.mark.parametrize(
    ("written", "kind", "part"),
    [
        ("> you fool\n> again\nno", Kind.QUOTE, "you fool\nagain"),
        ("no<blockquote>you fool</blockquote>", Kind.QUOTE, "you fool"),
        ('[quote="ana, post:1"]you fool[/quote] no', Kind.QUOTE, "you fool"),
        ("On Mon, Jan 1, Ana wrote:\n> you fool\n\nno", Kind.QUOTE, "On Mon, Jan 1, Ana wrote:\nyou fool"),
        ("Am 1.1.2026 schrieb Ana:\n> du Narr\nnein", Kind.QUOTE, "Am 1.1.2026 schrieb Ana:\ndu Narr"),
        ("no\n-----Original Message-----\nyou fool", Kind.QUOTE, "-----Original Message-----\nyou fool"),
        ("a `b c` d", Kind.CODE, "b c"),
        ("see https://a.example/b, thanks", Kind.LINK, "https://a.example/b"),
        ("by @ana!", Kind.MENTION, "@ana"),
        ("so #YouFool", Kind.HASHTAG, "#YouFool"),
    ],
)
def test_the_parts_of_a_text_are_known(written: str, kind: Kind, part: str) -> None:
    reading = read_text(written)
    assert [reading.text[s.start : s.end] for s in reading.segments if s.kind is kind] == [part]


@pytest.mark.parametrize("text", [">:( no", ">_< hm", "I need\nx > 5", "Ana wrote:\nhello", "-- \nAna"])
def test_what_only_looks_like_a_quote_is_none(text: str) -> None:
    assert not read_text(text).has_quote


def test_addresses_are_left_blank_and_keep_their_place() -> None:
    reading = read_text("kill https://a.example/b yourself, see x.example/kill")
    assert reading.words.text == "kill http                yourself, see www           "
    assert len(reading.words.text) == len(reading.text)


@given(HOSTILE)
def test_every_part_of_a_reading_lies_in_the_original(text: str) -> None:
    reading = read_text(text)
    for at in range(len(reading.text)):
        start, end = reading.written(at, at + 1)
        assert 0 <= start <= end <= len(text)
    assert all(0 <= s.start < s.end <= len(reading.text) for s in reading.segments)
    assert len(reading.words.text) == len(reading.text)


@given(st.text(st.sampled_from("abc XYZ.,!?'19\n\"-"), max_size=60))
def test_plain_text_is_read_as_it_stands(text: str) -> None:
    if not any(mark in f"\n{text}" for mark in ("--", "\n-", "-\n", "''")):
        reading = read_text(text)
        assert (reading.text, reading.words.text, reading.segments) == (text, text, ())


@pytest.mark.parametrize(
    "piece",
    [
        *("<", '<a "', "&", "[", "[a](", "*a ", "a*", "_a", "` `` ", "<!--", "<script>", ">", ">a\n", "On aaaa\n", "-"),
        *("aа", "a\u0301", "a.", "http://x ", "#AbC", "🇦", "[b]", "<blockquote>", "<p>a", ">!", "\\", "![a](b.c)", " "),
        *("On a, b wrote:\n", "[quote]x[/quote]", "[a]((", "a/", "@a", "-- "),
        *(
            "=20",
            "\\x41",
            "\\u0041",
            "%20a",
            "''a",
            "{{a",
            "<@",
            "^(a",
            "[^a]",
            "$$",
            "****a",
            "-\n",
            "\u202ea",
            "&amp;",
        ),
    ],
)
def test_a_hostile_text_takes_linear_time(piece: str) -> None:
    taken = [time_of(piece * (size // len(piece))) for size in (5_000, 20_000)]
    # Four times the text, with room for a busy machine; quadratic would be sixteen times.
    assert taken[1] < 0.02 + 9 * taken[0]


def time_of(text: str) -> float:
    def once() -> float:
        start = time.process_time()
        reading = read_text(text)
        assert reading.words
        assert isinstance(reading.segments, tuple)
        return time.process_time() - start

    return min(once() for _ in range(3))
