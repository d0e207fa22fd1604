"""Words that somebody only mentions are told from words that attack, on sentences of our own."""

import pytest

from moderation.policy.frames import Frame
from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Finding, Opening, Severity, Thresholds

RULES = compile_rules(STARTER)
ATTACKS = {"harassment", "hate-speech", "threats"}
REPORTS = """
    A player called me a faggot in the lobby yesterday
    He wrote "go kill yourself" under my photo
    My son was called a retard by another member here
    I keep getting messages like "die you whore"
    She called my mother a dirty immigrant
    Your driver shouted "fuck off, you stupid bitch" at me
    Reporting user bob99: he said "I know where you live"
    They sent me a DM that says you should be shot
    Someone left a review saying "all muslims are terrorists", please remove it
    The man in the shop said women are too stupid to use a drill
    The user Tim called us all morons
    The comment above says gay people should be shot. Can a mod look at this?
    Being called a fat pig by strangers is not what I signed up for
    people keep telling me to kys in game chat
    My daughter gets called a fat pig by another player
    Quote from the chat: "i will find you and kill you"
"""
AGAINST = """
    Calling people retards is not OK here
    It is never fine to say "I hate immigrants"
    Don't call her a bitch
    If you say that immigrants are vermin, you are part of the problem
    Please stop calling players idiots
    Anyone who says "gas the jews" should be banned
    "Immigrants are vermin" is a disgusting thing to write
    Stop using the word faggot as an insult
    You can't just say "i hate muslims" and expect no reply
    We do not tolerate people who call others whores
    Why would you call somebody a moron for asking?
    The slur "kike" has a long history
    What does the term "raghead" mean?
    Nobody here should be called a retard
    My favourite song is called Fuck You by Lily Allen
"""
OF_ONESELF = """
    I'm such an idiot, I forgot to plug it in
    we queers love this camp
    I feel like a moron for buying it twice
    As a faggot myself I find this funny
"""
STILL_ATTACKS = """
    You are a fucking idiot
    I told you already: you are a moron
    Go kill yourself
    All muslims are terrorists
    He is a dumb bitch and everybody knows it
    Don't talk to me, you idiot
    Everyone says you are an idiot and they are right
    I said you are a whore and I mean it
    "Support" is a bunch of morons
    Please stop being such a retard
    if you say so, idiot
    who do you think you are, bitch
    RT "@tim: you are all whores"
    "you are all whores"
    What a bunch of pathetic losers you are
    Never seen such a stupid bitch as you
"""


def attacks_in(text: str) -> list[Finding]:
    said = judge(Facts(text, channel_language="en"), RULES, Thresholds())
    return [finding for finding in said.findings if finding.category in ATTACKS]


def sentences(listed: str) -> list[str]:
    return [line.strip() for line in listed.strip().splitlines()]


@pytest.mark.parametrize("text", [*sentences(REPORTS), *sentences(AGAINST), *sentences(OF_ONESELF)])
def test_what_is_only_mentioned_has_a_frame_wherever_it_is_found(text: str) -> None:
    found = attacks_in(text)
    assert found
    assert [each for each in found if not each.frame] == []


@pytest.mark.parametrize("text", sentences(STILL_ATTACKS))
def test_an_attack_has_none(text: str) -> None:
    assert any(not finding.frame for finding in attacks_in(text))


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("A player called me a faggot in the lobby", Frame.REPORT),
        ("Don't call people faggots", Frame.COUNTER),
        ("The word faggot is on the list", Frame.ACADEMIC),
        ("I am a faggot and proud of it", Frame.RECLAIMED),
        ("I am a fucking idiot", Frame.SELF),
        ("“Heil Hitler” stood on the wall of the old tower there", Frame.QUOTE),
    ],
)
def test_the_frame_says_how_it_is_mentioned(text: str, frame: Frame) -> None:
    assert frame in {finding.frame for finding in attacks_in(text)}


def test_what_is_mentioned_counts_low_and_opens_nothing() -> None:
    said = judge(Facts("It is never fine to say “I hate immigrants”", channel_language="en"), RULES, Thresholds())
    assert {finding.severity for finding in said.findings} == {Severity.LOW}
    assert Opening.FINDING not in said.openings
    assert said.findings[0].reason.endswith("Said against it.")


def test_a_threat_that_somebody_reports_is_harm_and_stays_at_the_top() -> None:
    said = judge(Facts('He sent me "I will find you and kill you"', channel_language="en"), RULES, Thresholds())
    (threat,) = {finding.severity for finding in said.findings if finding.category == "threats"}
    assert threat == Severity.CRITICAL
    assert Opening.FINDING in said.openings
    assert {finding.frame for finding in said.findings} == {Frame.REPORT}


def test_one_place_without_a_frame_is_an_attack() -> None:
    said = attacks_in("Don't call people morons. You moron!")
    assert any(not finding.frame for finding in said)


def test_a_long_text_is_framed_in_time() -> None:
    text = "he said to me that " * 1_000 + "you are a moron"
    assert attacks_in(text)
