"""The same words are judged alike, however a platform marks them up."""

from functools import cache

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Severity, Thresholds

RULES = compile_rules(STARTER)
INSULT, THREAT, LEGAL = "you worthless clown", "I'll kill you", "see you in court"
HURT, CALL, CARD = "I don't want to live", "ring me on 415-555-0132", "my card 5500 0000 0000 0004"


@cache
def judged(text: str) -> list[tuple[str, Severity]]:
    found = judge(Facts(text, channel_language="en"), RULES, Thresholds()).findings
    return sorted({(each.guideline, each.severity) for each in found})


def letters_from(first: int) -> str:
    return "".join(chr(first + ord(c) - ord("a")) if c.isalpha() else c for c in INSULT)


HTML = [
    (INSULT, "<div><p><b>you <i><u>worthless</u></i></b> <span class='x'>clown</span></p></div>"),
    (INSULT, "you &amp;#119;orthless clown"),
    (INSULT, "&lt;p&gt;you &lt;b&gt;worthless&lt;/b&gt; clown&lt;/p&gt;"),
    (INSULT, "you&amp;nbsp;worthless&amp;#x200B; clown"),
    (INSULT, "you&nbspworthless&nbspclown"),
    (INSULT, "".join(f"&#x{ord(c):08x};" for c in INSULT)),
    (INSULT, "<![CDATA[you worthless clown]]>"),
    (INSULT, "you <x-chip size='s'>worthless</x-chip> <y-chip>clown</y-chip>"),
    (INSULT, 'you <svg width="1"><polygon points="0,0"/></svg>worthless clown'),
    (INSULT, "<marquee>you worthless</marquee> <w:t>clown</w:t>"),
    (LEGAL, "see you<br/>in <!-- a note -->court"),
    (LEGAL, "see you&lt;br&gt;in court"),
    (HURT, "I don&amp;amp;#39;t want to live"),
    (HURT, "I don&apos;t want&nbsp;to <wbr>li&shy;ve"),
    ("fine lid", '<a title="a > b, kill yourself" href="#">fine lid</a>'),
    ("fine lid", "<style>.kill-yourself{}</style><!--[if mso]>kill yourself<![endif]-->fine lid"),
    ("mail ana@mail.example.com", 'mail <a href="mailto:ana@mail.example.com">ana&commat;mail&period;example.com</a>'),
]
MARKDOWN = [
    (INSULT, "you wor**thl**ess __clown__"),
    (INSULT, "***you*** ~worthless~ ~~clown~~"),
    (INSULT, "you ==worthless== ++clown++"),
    (INSULT, "you ^(worthless) ^clown"),
    (INSULT, ">!you worthless!< ||clown||"),
    (INSULT, "you `worthless` ``clown``"),
    (INSULT, "you worthless[^2] clown\n\n[^2]: https://a.example"),
    (INSULT, "you worthless clown\\!"),
    (LEGAL, "see you\\\nin [court](https://a.example/b 'c')"),
    (LEGAL, "- [ ] see you in court"),
    ("kill yourself", "| kill yourself |\n|---|"),
]
FORUMS = [
    (INSULT, "[highlight=red]you [align=left]worthless[/align][/highlight] [user=7]clown[/user]"),
    (INSULT, "you worth[b]less[/b] [size=4]clown[/size]"),
    (INSULT, "{color:#f00}you{color} {color:red}worthless{color} {{clown}}"),
    (INSULT, "you -worthless- +clown+"),
    (INSULT, "you %{color:red}worthless% clown"),
    (INSULT, "you :strong:`worthless` :emphasis:`clown`"),
    (INSULT, "you '''worthless''' ''clown''"),
    (INSULT, "you /worthless/ clown"),
    (INSULT, "you [.red]#worthless# clown"),
    (LEGAL, "{panel:title=x}\nsee you in court\n{panel}"),
]
CHATS = [
    (INSULT, "<@U07|bo> you worthless clown"),
    (INSULT, "<@!4711> you worthless clown, see <#42>"),
    (INSULT, "<!subteam^S7|@all> you worthless clown"),
    ("@here you worthless clown", "<!here> you worthless clown"),
    ("I will sue you", "I will <https://a.example/b|sue> you"),
    ("you :kek: worthless clown", "you <:kek:4711> worthless clown"),
    (INSULT, "you :kek: worthless clown"),
    (INSULT, "you 🤡 worthless clown"),
    (CALL, "ring me on <tel:4155550132|415-555-0132>"),
    ("YOU ARE ALL SO WRONG HERE", "<@U07AB> YOU ARE ALL SO WRONG HERE"),
]
REMAINS = [
    (INSULT, "you \\u0077orthless clown"),
    (INSULT, "you \\u003cb\\u003eworthless\\u003c/b\\u003e \\x63lown"),
    (INSULT, "you\\tworthless clown"),
    (INSULT, "you=C2=A0worthless =3Cb=3Eclown=3C/b=3E"),
    (INSULT, "you%20worthless%20clown"),
    (INSULT, "youÂ\xa0worthless clown"),
    (INSULT, "you \x1b[31mwor\x08th\x7fless\x1b[0m clown"),
    (LEGAL, "see you\\r\\nin court"),
    (LEGAL, "see=20you in co=\nurt"),
    (LEGAL, "see you in=20court=20"),
    ("kill yourself", "kill your-\nself"),
    (THREAT, "Iâ€™ll kill you"),
    (THREAT, "I=E2=80=99ll kill you"),
    (THREAT, "I''ll kill you"),
    (f"{INSULT} 😀", f"{INSULT} \\ud83d\\ude00"),
]
LETTERS = [
    *((THREAT, f"I{mark}ll kill you") for mark in "’ʼ‘′＇‛ʻʽ´`ʹˈꞌ՚᾽᾿‵❛❜ߴ׳"),
    *((INSULT, letters_from(first)) for first in (0x1D41A, 0x1D4EA, 0xFF41, 0x24D0, 0x249C, 0x1F150, 0x1F170, 0x1F1E6)),
    (INSULT, "".join(f"{c}\u0336" for c in INSULT)),
    (INSULT, "".join(f"{c}\u0301\u0320" for c in INSULT)),
    (INSULT, "you\u2800worthless\u3000clown"),
    (INSULT, "\u2066you\u2069 worth\u2060less\u200f clo\U000e0041wn"),
    (f"{INSULT}...", f"{INSULT}…"),
    *((CALL, f"ring me on {digits}") for digits in ("٤١٥-٥٥٥-٠١٣٢", "⁴¹⁵-⁵⁵⁵-⁰¹³²", "④①⑤-⑤⑤⑤-⓪①③②", "415‑555‑0132")),
    (CALL, "ring me on 4️⃣1️⃣5️⃣-5️⃣5️⃣5️⃣-0️⃣1️⃣3️⃣2️⃣"),
    (CALL, "ring me on 415–555–0132"),
    (CALL, "ring me on 415−555−0132"),
    (CARD, "my card ५५०० ००००&nbsp;०००० ०००४"),
]


@pytest.mark.parametrize(("plain", "written"), [*HTML, *MARKDOWN, *FORUMS, *CHATS, *REMAINS, *LETTERS])
def test_the_same_words_are_judged_alike(plain: str, written: str) -> None:
    assert judged(written) == judged(plain)
    assert judged(plain) or plain == "fine lid"
