"""Examples of the guidelines that a new community starts with: what each must find, and what it must not."""

from collections.abc import Mapping
from dataclasses import replace

from moderation.policy.values import Guideline

# By the key of the guideline. The second ones mean something else, or quote, deny and report.
EXAMPLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "hate-speech": (
        (
            "All immigrants are vermin.",
            "I hate gay people.",
            "Muslims should be deported.",
            "Women are too stupid to vote.",
            "Go back to your country, you dirty foreigner.",
            "Disabled people are a waste of space.",
        ),
        (
            "I hate it when people say that immigrants are vermin.",
            "As a gay man I feel welcome here.",
            "My Muslim neighbour makes the best bread.",
            "Is the site ready for disabled people who use a screen reader?",
            "The museum tells how Jews were called vermin in 1938.",
            "I hate this tent.",
        ),
    ),
    "harassment": (
        (
            "You are a fucking idiot.",
            "Nobody likes you, you pathetic loser.",
            "Shut up, you stupid moron.",
            "You're such a worthless piece of trash.",
        ),
        (
            "I was an idiot and lost my receipt.",
            "He called me a pathetic loser.",
            "This zip is a piece of trash.",
            "Never call anybody stupid here.",
            "You are not stupid, the manual is.",
        ),
    ),
    "rude-language": (
        ("What the fuck is this?", "This is bullshit.", "Your shop is shit."),
        ("Scunthorpe is lovely in spring.", "We saw blue tits on the fence.", "My surname is Dickson."),
    ),
    "threats": (
        (
            "I will kill you.",
            "I know where you live and I will find you.",
            "We will burn your house down.",
            "You should watch your back, I am coming for you.",
        ),
        (
            "You killed it on stage last night!",
            "How do I kill a process that hangs?",
            "This hill will kill you, bring water.",
            "My knees are killing me.",
            "We killed the boss on the second try.",
            "I will never hurt you.",
        ),
    ),
    "spam": (
        (
            "Earn $5000 a week from home, click here!",
            "Buy cheap followers at bit.ly/followers now",
            "Free iPhone giveaway, claim your prize: https://bit.ly/prize",
        ),
        (
            "I won a photo prize with this tent.",
            "Is shipping free to Norway?",
            "Where do I click to change my address?",
        ),
    ),
    "like-spam": ((), ("Great review, it helped me choose.", "Please check whether my order has left.")),
    "personal-data": (
        (
            "Call me on +44 20 7946 0958 tonight.",
            "Write to ana.lindholm@mail.example.com about it.",
            "My card is 4111 1111 1111 1111.",
            "Send it to DE89 3704 0044 0532 0130 00.",
        ),
        (
            "Order 1234567890 has not left yet.",
            "My serial is 4111-1111-22.",
            "It came on 12.11.2026 at 10:45.",
            "Version 1.2.3 fixed it.",
        ),
    ),
    "impersonation": ((), ("I am not from your team, I only help here.",)),
    "legal-threat": (
        (
            "You will hear from my lawyer.",
            "I am going to sue you.",
            "See you in court.",
            "I will take legal action.",
        ),
        (
            "My lawyer loves her tent.",
            "The ball landed in the other court.",
            "My sister Sue bought two.",
            "I will not sue you for a zip.",
        ),
    ),
    "legal-steps": (
        ("I have filed a complaint with the ombudsman.", "My solicitor will be in touch about this."),
        ("Small claims aside, the tent is fine.", "My cousin is a solicitor and camps a lot."),
    ),
    "self-harm": (
        ("I want to kill myself.", "I am going to end my life tonight.", "I can't go on, I want to die."),
        (
            "I could die of laughter.",
            "I am dying to see the new colours.",
            "This traffic makes me want a holiday.",
            "The Suicide Squad film was loud.",
        ),
    ),
    "self-harm-signs": (
        ("Nobody would miss me if I was gone.", "Goodbye everyone, I am done with everything."),
        ("Goodbye and thanks for the quick help!", "I am done with the survey."),
    ),
    "product-safety": (
        ("The stove exploded and burned my hand.", "The battery caught fire in my bag."),
        ("The sale is on fire this week!", "The colours explode in the sun."),
    ),
    "press": (
        ("I am a journalist and want to ask for a comment.", "We go to press tomorrow and ask you for a statement."),
        ("Press the button twice.", "The press of a button opens it."),
    ),
    "product-complaint": (
        ("The zip broke after two days.", "I want a refund.", "My order never arrived."),
        ("It never broke in ten years.", "No refund needed, thanks.", "The zip works like new."),
    ),
    "sexual-harassment": (
        (
            "Send me nudes, babe.",
            "Show me your tits.",
            "I want to fuck you.",
            "Your ass looks so hot in those shorts.",
        ),
        (
            "Send me the invoice, please.",
            "The body of the tent gets hot in the sun.",
            "He wrote “send nudes” to me, please help.",
            "These boots make my legs look short.",
        ),
    ),
    "grooming": (
        (
            "How old are you? It is our little secret.",
            "You are so mature for your age, send me a pic.",
            "Don't tell your parents, just meet me alone.",
        ),
        (
            "How old are you allowed to be for this contest?",
            "Send me a pic of the broken pole.",
            "Meet me at the trailhead at nine.",
        ),
    ),
    "blackmail": (
        (
            "Pay me or I will leak your photos.",
            "I have your nudes, and unless you pay everyone sees them.",
            "Send bitcoin or I send the video to your family.",
        ),
        (
            "Refund me or I will post an honest review.",
            "Pay by card or transfer.",
            "I recorded a video of the zip.",
        ),
    ),
    "security-leak": (
        (
            "I found a security vulnerability in your login.",
            "Your API leaks the passwords of other customers.",
            "I can see somebody else's account when I log in.",
        ),
        (
            "The tent leaks at the seam.",
            "Is my account ready?",
            "Water leaks into the app pocket.",
        ),
    ),
    "formal-complaint": (
        (
            "I want to make a formal complaint.",
            "I have gone to the Financial Ombudsman about this.",
            "I will complain to the regulator in writing.",
        ),
        ("No complaints from me, all good.", "The response was final and kind."),
    ),
    "vulnerable-customer": (
        (
            "My husband passed away and the account is in his name.",
            "I am struggling and cannot pay the heating bill.",
            "I have dementia and need help with the form.",
        ),
        ("I am struggling with the poles.", "The battery died on day two.", "Can I pay the bill by card?"),
    ),
    "heated-tone": ((), ("Thank you for the quick and kind help.", "It is a tent.")),
}


def with_examples(guideline: Guideline) -> Guideline:
    must, must_not = EXAMPLES[guideline.key]
    return replace(guideline, must_find=must, must_not_find=must_not)
