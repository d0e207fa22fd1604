"""The table of checks, one row for each kind of rule."""

from functools import partial

from moderation.policy.checks.address import WEIGHT_OF_ADDRESS, address
from moderation.policy.checks.check import Ask, Check, Field, Fraction, Lines, Whole, Words
from moderation.policy.checks.impersonation import impersonation
from moderation.policy.checks.likeness import likeness, likeness_in_words
from moderation.policy.checks.link import link, link_in_words, weight_of_link
from moderation.policy.checks.network import ip
from moderation.policy.checks.pattern import pattern, weight_of_pattern
from moderation.policy.checks.personal import card, email, iban
from moderation.policy.checks.phone import EXCEPT, phone, phone_in_words, weight_of_phone
from moderation.policy.checks.phrase import LONGEST_PHRASE, phrase
from moderation.policy.checks.repetition import repetition, repetition_in_words
from moderation.policy.checks.shouting import DEFAULT_PERCENT, shouting
from moderation.policy.checks.tone import sentiment
from moderation.policy.composed.line import LONGEST_LINE
from moderation.policy.composed.look import composed
from moderation.policy.composed.told import composed_in_words, weight_of_composed
from moderation.policy.matching import LONGEST_PATTERN
from moderation.policy.written import with_true_minus

WORDS, LINKS, PERSONAL, MANNER = "Words it looks for", "Links", "Personal data", "Manner"

BASIC = (
    Check(
        "phrase",
        phrase,
        WORDS,
        one="phrase",
        many="phrases",
        told="“{}”".format,
        weigh=lambda _: 1 / 16,
        lighter="Use fewer phrases.",
        asks=(
            Ask(
                Field(
                    "phrases",
                    "Phrases",
                    Lines(most=2_000, longest=LONGEST_PHRASE, rows=18),
                    "One a line, whole words; capitals, accents and disguised spellings (l1ke th1s, l i k e this) are"
                    " seen through. “scam*” also finds scammer. “[es] estafa” counts in Spanish texts alone.",
                )
            ),
        ),
    ),
    Check(
        "pattern",
        pattern,
        WORDS,
        one="pattern",
        many="patterns",
        told="Pattern {}".format,
        weigh=weight_of_pattern,
        lighter="Use smaller repetition counts, or fewer patterns.",
        asks=(
            Ask(
                Field(
                    "patterns",
                    "Patterns",
                    Lines(most=200, longest=LONGEST_PATTERN, rows=8, is_code=True),
                    "One a line: regular expressions as RE2 reads them, capitals or not. Phrases are enough for most.",
                )
            ),
        ),
    ),
    Check(
        "link",
        link,
        LINKS,
        one="link rule",
        many="link rules",
        told=link_in_words,
        weigh=weight_of_link,
        lighter="List fewer domains.",
        asks=(
            Ask(Field("links_any", "Any link"), "any"),
            Ask(
                Field("links_short", "Shortened links", hint="Such as bit.ly: they hide where they lead."), "shortener"
            ),
            Ask(Field("links_blocked", "Links to these domains", Words(), "Such as: example.com badshop.biz")),
            Ask(
                Field("links_allowed", "Links that lead anywhere but to", Words(), "The domains that are welcome."),
                "except",
            ),
            Ask(
                Field(
                    "links_imitating",
                    "Look-alike addresses",
                    hint="Letters of another script that pass for Latin ones.",
                ),
                "lookalike",
                Field(
                    "links_own",
                    "Our own domains",
                    Words(),
                    "Look-alike addresses also imitate these, by a letter or two.",
                ),
            ),
        ),
    ),
    Check(
        "email",
        email,
        PERSONAL,
        one="e-mail addresses",
        told=lambda own: f"E-mail addresses, except at {own}" if own else "E-mail addresses",
        lighter="List fewer domains.",
        asks=(
            Ask(
                Field("email", "E-mail addresses"),
                detail=Field(
                    "email_public",
                    "Except at these domains",
                    Words(),
                    "Public ones such as our own, by their domain or as a whole.",
                ),
            ),
        ),
    ),
    Check(
        "phone",
        phone,
        PERSONAL,
        one="telephone numbers",
        told=phone_in_words,
        weigh=weight_of_phone,
        lighter="List fewer regions.",
        asks=(
            Ask(
                Field("phone", "Telephone numbers"),
                detail=Field(
                    "phone_regions",
                    "As written in these regions",
                    Words(),
                    "Two letters each: US GB DE. When empty, by the channel's language and the time zone. Numbers"
                    " with + are read everywhere.",
                ),
            ),
            Ask(
                Field(
                    "phone_own",
                    "Except these (our own) numbers",
                    Words(),
                    "Whole, with their calling code: +44 20 7946 0958. No guideline finds them.",
                ),
                EXCEPT,
            ),
        ),
    ),
    Check(
        "card",
        card,
        PERSONAL,
        one="payment cards",
        told=lambda _: "Payment card numbers",
        asks=(Ask(Field("card", "Payment card numbers", hint="With the right checksum.")),),
    ),
    Check(
        "iban",
        iban,
        PERSONAL,
        one="bank accounts",
        told=lambda _: "Bank account numbers (IBAN)",
        asks=(Ask(Field("iban", "Bank account numbers", hint="IBAN with the right checksum.")),),
    ),
    Check(
        "ip",
        ip,
        PERSONAL,
        one="IP addresses",
        told=lambda own: f"IP addresses, except {own}" if own else "IP addresses",
        lighter="List fewer addresses.",
        asks=(
            Ask(
                Field("ip", "IP addresses", hint="Public ones alone, and no versions."),
                detail=Field(
                    "ip_own",
                    "Except these (our own) IP addresses",
                    Words(),
                    "Addresses or networks: 203.0.113.7 203.0.113.0/24",
                ),
            ),
        ),
    ),
    Check(
        "address",
        address,
        PERSONAL,
        one="postal addresses",
        told=lambda own: f"Postal addresses, except {own}" if own else "Postal addresses",
        weigh=lambda _: WEIGHT_OF_ADDRESS,
        lighter="List fewer addresses.",
        asks=(
            Ask(
                Field("address", "Postal addresses", hint="A street with its number, a post box; where it says so."),
                detail=Field(
                    "address_own",
                    "Except these (our own) postal addresses",
                    Words(),
                    "The street and the number, as people write them: 12 Kiln Lane",
                ),
            ),
        ),
    ),
    Check(
        "shouting",
        shouting,
        MANNER,
        one="shouting",
        told=lambda percent: f"Shouting, from {percent or DEFAULT_PERCENT} % capitals",
        asks=(
            Ask(
                Field("shouting", "Shouting", hint="Mostly capital letters, or !!!! and more."),
                detail=Field("shouting_percent", "Capitals from, in percent", Whole(1, 100), "80 when empty."),
            ),
        ),
    ),
    Check(
        "repetition",
        repetition,
        MANNER,
        one="repetition",
        told=repetition_in_words,
        asks=(
            Ask(
                Field(
                    "repeated_by_author",
                    "The same text by one author",
                    Whole(1, 1_000),
                    "How often they wrote it before; empty is off.",
                ),
                "author",
            ),
            Ask(
                Field(
                    "repeated_by_others",
                    "The same text by others",
                    Whole(1, 100_000),
                    "How often others wrote it before; empty is off.",
                ),
                "many",
            ),
        ),
    ),
    Check(
        "impersonation",
        impersonation,
        MANNER,
        one="names of our staff",
        told=lambda _: "The name of somebody on our staff, borne by another member",
        asks=(
            Ask(
                Field(
                    "impersonation",
                    "Names of our staff",
                    hint="A member of the same source with the name of somebody on our staff, also in look-alike"
                    " letters.",
                )
            ),
        ),
    ),
    Check(
        "likeness",
        likeness,
        MANNER,
        one="likeness to abuse or spam",
        told=likeness_in_words,
        asks=(
            Ask(
                Field(
                    "reads_like_abuse",
                    "Reads like abuse, from",
                    Fraction(0.15, 1),
                    "From 0.15 (hardly) to 1; 0.5 is likelier than not. By a small model of English; empty is off.",
                ),
                "abuse",
            ),
            Ask(
                Field(
                    "reads_like_spam",
                    "Reads like spam, from",
                    Fraction(0.15, 1),
                    "The same, by a model of advertising in comments and messages.",
                ),
                "spam",
            ),
        ),
    ),
    Check(
        "sentiment",
        sentiment,
        MANNER,
        one="negative tone",
        told=lambda limit: f"Sentiment of {with_true_minus(limit)} or lower",
        asks=(
            Ask(
                Field(
                    "sentiment",
                    "Sentiment of, or lower",
                    Fraction(-1, -0.01),
                    "From -1 (as bad as can be) to 0; -0.75 is strong. English texts alone; empty is off.",
                )
            ),
        ),
    ),
)
COMPOSED = Check(
    "composed",
    partial(composed, prepare={check.kind: check.prepare for check in BASIC}),
    WORDS,
    one="composed rule",
    many="composed rules",
    told=composed_in_words,
    weigh=partial(weight_of_composed, weigh={check.kind: check.weigh for check in BASIC}),
    lighter="Use fewer parts.",
    asks=(
        Ask(
            Field(
                "composed",
                "Composed rules",
                Lines(most=200, longest=LONGEST_LINE, rows=6, is_code=True),
                "One a line, such as: all of: phrase [refund, money back] not near 3 {negation}; reports >= 2."
                " The guide to guidelines has all parts and facts.",
            )
        ),
    ),
)
TABLE = (*BASIC, COMPOSED)
CHECKS = {check.kind: check for check in TABLE}
