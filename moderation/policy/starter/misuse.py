"""Starter guidelines for spam, personal data and heated tone."""

from moderation.policy.starter.words import pattern_rules, phrase_rules
from moderation.policy.values import Guideline, Rule, Severity

SPAM = Guideline(
    key="spam",
    name="Spam",
    category="spam",
    severity=Severity.MEDIUM,
    statement=(
        "This place is for talk among members, not for advertising, chain messages, begging for subscribers, get- "
        "rich offers, fake prizes or links that hide where they lead. A member who shows their own work once, "
        "where it belongs, is welcome. A link without a word needs a look. Remove advertising; suspend accounts "
        "that do nothing else. When many accounts post one text, look for the first."
    ),
    rules=(
        *phrase_rules(
            """
            sub 4 sub, sub4sub, sub for sub, subscribe to me, sub to me, sub me, subscribe me, please subscribe,
            plz subscribe, pls subscribe, subscribe back, follow for follow, follow 4 follow, f4f, follow me back,
            like for like, l4l, check out my,
            my youtube, my soundcloud, check me out, check us out, check him out, check it out http*,
            check this video, check out this video, check out this playlist, check this out, please like, plz like,
            pls like, like and share, vote for me, vote for us, visit my profile, click my profile,
            click on my name, link in my bio, link in bio, check this out http*, dm me for, message me on whatsapp,
            whatsapp me, text me on whatsapp, add me on telegram, join my telegram,
            working from home and earn, make money online, earn money online, easy money, quick cash, extra income,
            financial freedom, passive income, guaranteed profit*, guaranteed return*, double your bitcoin,
            bitcoin giveaway, crypto giveaway, free bitcoin, invest with, forex trad*, trading signals,
            binary option*, recovery expert, recovered my funds, recover your lost, hacked my spouse,
            cheap followers, buy followers, get free followers, free followers, instagram followers,
            free gift card*, free iphone, free robux, free v bucks, free v-bucks, steam gift card, viagra, cialis,
            online casino, casino bonus, no deposit bonus, free spins, you have won, you have been selected,
            youve been selected, have been specially selected, you are a winner, claim your prize, claim your free,
            claim your gift, claim ur, cash prize, win a prize, guaranteed prize, prize guaranteed,
            to claim call, call now to, limited time offer, order now and, buy now and,
            best price guaranteed, 100 percent free, weight loss pill*, lose weight fast, hot singles,
            meet singles, adult dating, dating service, sexy singles, per msg,
            cheap replica*, replica watch*, designer replica*,
            seo service*, guest post, backlink*, essay writing service, payday loan*, loan offer, instant loan,
            low credit, debt relief, luxury watches, cheap rolex, dofollow, my onlyfans, free porn, camgirl*,
            cam girls, thumbs up if, gana dinero, dinero fácil, geld verdienen im internet, 副業で稼
            """
        ),
        *pattern_rules(
            r"\b(?:check(?:ing)?(?:\s+out)?|visit|watch|see|listen to|like|follow|sub(?:scribe)?(?:\s+to)?"
            r"|view)\s+(?:out\s+)?"
            r"(?:my|our|us on)\s+(?:\w+\s+){0,2}(?:channel|page|vids?|covers?|songs?|music|remix|mixtape|profile|blog|"
            r"website|youtube|instagram|insta|twitter|facebook|soundcloud|stream|playlist)\b",
            r"\b(?:earn|make|making|made|earning|get)\s+(?:up to\s+|over\s+|like\s+"
            r"|about\s+)?[$£€]\s?\d[\d,.]*k?\s+(?:\w+\s+){0,3}"
            r"(?:per|an?|every|each|daily|weekly|monthly|from home|online)\b",
            r"\b(?:txt|text|send|reply|sms)\s+[\"'“]?\w{2,12}[\"'”]?\s+(?:\w+\s+)?to\s+(?:no\.?\s*)?\d{4,6}\b",
            r"\b(?:call|txt|text|ring|dial)\s*:?\s+(?:now\s+|free\s+|on\s+)?(?:0?8\d{2,3}|090\d{1,2}"
            r"|0?9\d{2})[\d -]{4,9}\b",
            r"\b(?:\d{2,3}\s?p|£\s?\d[\d.]*)\s?(?:/|per|a)\s?(?:min|msg|text|week|wk|call|pm|day)",
            r"\b(?:t&cs?|t's ?& ?c's|ts&cs|18\+ ?only|16\+|18 ?yrs only)\b",
            r"\b(?:win|won|winner|awarded|claim)\b.{0,40}(?:[£$€]\s?\d[\d,]{2,}|\d[\d,]{2,}\s?(?:pounds|dollars"
            r"|cash|prize|bonus|vouchers?))",
            r"(?:[?&/](?:ref|refer|referral|aff|invite|promo)[=/])|\b(?:gofundme|indiegogo|kickstarter"
            r"|swagbucks|tsu|linkbucks)\.(?:com|co)\b",
            r"\bamazon\.\w+/\S*tag=|\b(?:facebook|fb)\.com/(?:apps?|pages)/|\bapps\.facebook\.com\b|#sub\b",
            r"\b(?:subscribe|sub|like|share|vote)\b.{0,30}\b(?:my|mine|me|us)\b.{0,30}\b(?:please|pls|plz"
            r"|thanks|back|channel)\b",
            r"\bsubscribe\b.{0,30}\b(?:channel|my|me|us|and (?:like|win|share)|like|for more)\b|\blike\s?(?:and"
            r"|&|n|,)\s?subscribe\b",
            r"\b\d+k?\s+(?:more\s+)?subscribers?\b|\bfollow me on (?:twitter|instagram|insta|ig|tiktok|facebook"
            r"|twitch|soundcloud)\b",
            # What members speak of too needs a word that advertises beside it.
            r"\b(?:please|pl[sz]+|check|su[bs]*cribe|look|go|come|visit|watch|support|videos?|upload|covers?|chance"
            r"|enjoy)\s+(?:\S+\s+){0,7}(?:my|our)\s+(?:\w+\s+)?channel\b|\b(?:my|our)\s+(?:\w+\s+)?channel\s+(?:\w+\s+){0,2}"
            r"(?:enjoy|please|pl[sz]|subscribe)\b"
            r"|\b(?:subscribe to|sub to|suscribe|please follow|pl[sz] follow|support)\s+(?:\w+\s+)?this channel\b",
            r"\b(?:unsubscribe|opt\s?out)\s+(?:with|send|reply|text|txt|to \d|by (?:text|reply))"
            r"|\bcan ?not unsubscribe yet\b"
            r"|\bto (?:unsubscribe|opt out|stop (?:texts|msgs)),?\s+(?:send|reply|text|txt|call)\b",
            r"\b(?:poly(?:phonic)?|free|txt|text|order|latest|top)\s+(?:\w+\s+){0,3}ring\s?tones?\b"
            r"|\bpoly(?:phonic)? tones?\b"
            r"|\bring\s?tones?\b\W+(?:\S+\s+){0,5}(?:£|(?:free|txt|text|reply|order|club|\d{4,}))",
            r"\bwork from home\W+(?:\S+\s+){0,6}(?:[$£€]|(?:earn|income|dm|per (?:day|week)|opportunity|jobs?"
            r"|start today))"
            r"|\b(?:earn|income|opportunity)\W+(?:\S+\s+){0,4}work from home\b"
            r"|\bact now (?:and|to (?:get|win|claim)|before|while)\b"
            r"|\b(?:weekly|free|our|entered|entry|win|£\S+)\s+(?:\w+\s+){0,3}prize draw\b",
            r"\bcheck\b.{0,30}(?:https?://|www\.)|(?:https?://|www\.)\S+.{0,40}\bcheck (?:it|this|them|me) out\b",
            r"\bfree\b.{0,40}(?:https?://|www\.)|(?:https?://|www\.)\S+.{0,40}\b(?:free|get money|earn money"
            r"|make money|donate)\b",
            r"\bcheck(?:\s+(?:it|men|and share))?\s+out\s+(?:and share\s+)?(?:our|my)\b|\bvisit (?:the|this|our"
            r"|my) (?:web)?site\b|\bhack\w*\b.{0,25}\b(?:facebook|account|instagram)\b",
            r"^\W*(?:https?://|www\.)\S+\W*$",
        ),
        Rule("link", "shortener"),
        Rule("link", "lookalike"),
        Rule("repetition", "author 2"),
        Rule("repetition", "many 5"),
    ),
)


LIKE_SPAM = Guideline(
    key="like-spam",
    name="Reads like spam",
    category="spam",
    severity=Severity.LOW,
    statement=(
        "A text that reads like advertising, by a small model of comments and messages, and names nothing that the "
        "guideline for spam knows. It may be wrong, above all where members share links, so nothing is done for this "
        "alone: look at what else the author wrote."
    ),
    rules=(Rule("likeness", "spam 0.6"),),
)


PERSONAL_DATA = Guideline(
    key="personal-data",
    name="Personal data",
    category="personal-data",
    severity=Severity.HIGH,
    statement=(
        "Addresses, telephone numbers, cards, accounts and documents of a person do not belong in public, not even "
        "one's own. Hide the message soon, copy nothing of it into notes, and tell the author how to reach us "
        "safely. When it is somebody else's data and was posted to hurt them, remove it, suspend the author and "
        "escalate. In private channels people give us their data for a reason: answer them."
    ),
    rules=(
        Rule("email"),
        Rule("phone"),
        Rule("card"),
        Rule("iban"),
        Rule("ip"),
        Rule("address"),
        *phrase_rules(
            """
            my password is, his home address is, her home address is, their home address is, lives at number,
            my ssn is, my social security number is, my passport number is, his real name is, her real name is,
            my pin is
            """
        ),
        *pattern_rules(r"\b(?:[0-57]\d\d|6[0-57-9]\d|66[0-57-9]|8\d\d)-\d\d-\d{4}\b"),
    ),
)


IMPERSONATION = Guideline(
    key="impersonation",
    name="Impersonation",
    category="impersonation",
    severity=Severity.HIGH,
    statement=(
        "Nobody speaks in our name who is not one of us. This points at members who bear the name of somebody on "
        "our staff under another id: they may ask people for passwords or money. Look at the account first, as two "
        "people may share a name. Remove what pretends to come from us, suspend the account, and tell those whom "
        "it wrote to. When it is a second account of ours, put it on the list of staff."
    ),
    rules=(Rule("impersonation"),),
)


HEATED_TONE = Guideline(
    key="heated-tone",
    name="Heated tone",
    category="tone",
    severity=Severity.LOW,
    statement=(
        "Strong feelings are allowed. This only points at messages that shout or are strongly negative, so that "
        "somebody can calm a thread early. Answer in a friendly way; act only when another guideline is broken "
        "too."
    ),
    rules=(Rule("shouting", "80"), Rule("sentiment", "-0.75")),
)
