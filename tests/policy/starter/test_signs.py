"""Legal steps, signs of despair and threats are found in any wording, and their look-alikes are not."""

import pytest

from tests.policy.starter.judged import categories_in, lines_of

LEGAL = """
    I'm going to take this to small claims if I don't get my refund
    Expect a letter from my solicitor
    I have spoken to a lawyer about this
    My attorney will be in touch
    You leave me no choice but to pursue legal action
    See you at the tribunal
    I'll report you to trading standards
    filing a complaint with the BBB today
    We are considering legal options
    My husband is a lawyer and he will be writing to you
    I'd love to see you explain this to a judge
    this is a breach of contract and I will be suing for damages
    I am filing a lawsuit against your company
    Ready to sue
    I will get the ombudsman involved
    Your next letter will be from our legal team
    I will take you to court for this
    I've lodged a claim with the county court
    contacting the attorney general about your practices
    My lawyers are looking at your contract
    you will be hearing from our barrister
    going to the consumer rights people about this
    I want the name of your legal department, I'm suing
    Last warning before I involve my lawyer
    I have started proceedings in the small claims court
"""
NOT_LEGAL = """
    My sister is a lawyer and loves this tent
    We play tennis on the court near the house
    The suit fits me well
    small claims aside, the insurer was fine
    I watched a court drama all night
    The jury is still out on this one
    He was in court yesterday over a parking ticket
    Is it legal to camp there?
    Sue from support was lovely
    The food court at the mall was full
    I studied law for two years
    The case for the phone broke
    My claim was paid within a week, thank you
"""
DESPAIR = """
    I don't want to be here anymore
    Nobody would notice if I was gone
    I just want it all to stop, I want to die
    thinking about ending it tonight
    I can't go on like this
    There's no point in living anymore
    I hate being alive
    everyone would be better off without me
    I keep thinking about suicide
    I want to hurt myself so bad
    This is my last post. Goodbye everyone
    My friend says she wants to kill herself, what do I do
    I wish I could fall asleep and never wake up
    I have been cutting again
    i feel like a burden to everyone
    life isn't worth it anymore
    I'm so tired of living
    I took too many pills
    planning to jump off the bridge
    I have nothing left to live for
"""
NO_DESPAIR = """
    This boss fight makes me want to scream
    I'm dying of laughter
    That joke killed me
    I could kill for a coffee
    My battery wants to die every hour
    I am dead tired
    Goodbye summer, hello rain
    The pump died on day two
    Suicide Squad was a bad film
    I can't live without this tent
    My plants keep dying
    cutting the fabric myself was easy
"""
THREATS = """
    I'm going to find you and kill you
    I swear I will smash your face in
    I'll burn your shop down
    we know where your kids go to school
    You are a dead man
    someone should blow up your office
    I hope you get hit by a bus
    I hope your family burns
    You deserve to be shot for this
    I'm bringing my gun to your store
    watch your back, support boy
    I will hunt you down
    your days are numbered
    you won't live to see tomorrow
    i have your address, see you tonight
    gonna beat the shit out of your driver
    I will break your legs if I see you
    Next time I come to your office with a knife
    They should be hanged for this
    Somebody needs to shoot the CEO
"""
NO_THREATS = """
    I'll beat you in the next match
    You killed it on stage tonight
    I will kill for one of these tents
    kill the process and start it again
    The boss killed me in the last level
    We got killed by lag
    shoot me a message when you know more
    Let's smash this quest
    This heat will kill me
    I could murder a pizza
    Break a leg tonight!
    I hope you get well soon
    hope he gets the job
    The battery is dead
    dead on arrival
    My phone died
    I'll find you a better one
    we will destroy them in the final
    burn the soup and start over
    that cover burns my eyes, but I love it
    I bombed my exam
    You are killing it
    He deserves to win
    my back hurts from this chair
    they should be here by noon
"""


@pytest.mark.parametrize(
    ("category", "text"),
    [
        *(("legal-threat", text) for text in lines_of(LEGAL)),
        *(("self-harm", text) for text in lines_of(DESPAIR)),
        *(("threats", text) for text in lines_of(THREATS)),
    ],
)
def test_it_is_found_in_any_wording(category: str, text: str) -> None:
    assert category in categories_in(text)


@pytest.mark.parametrize(
    ("category", "text"),
    [
        *(("legal-threat", text) for text in lines_of(NOT_LEGAL)),
        *(("self-harm", text) for text in lines_of(NO_DESPAIR)),
        *(("threats", text) for text in lines_of(NO_THREATS)),
    ],
)
def test_what_looks_alike_is_not(category: str, text: str) -> None:
    assert category not in categories_in(text)
