"""Emberloom: the words that fill the slots, and asides that players drop into anything."""

from community.connectors.stub.grammar import fragment_lines

WORDS: dict[str, str | tuple[str, ...]] = {
    "rating": fragment_lines("""
    [10|11|9]/10
    [ten|nine|twelve] moths out of ten
    full marks[ and a moth|]
    would cry again
    five lanterns
    """),
    "map": (
        "Cinder Marsh",
        "the Loomhall",
        "the Drowned Kiln",
        "Moth Stairs",
        "the Salt Orchard",
        "Lower Wick",
        "the Ash Market",
        "Candle Deep",
        "the Bell Fields",
        "Old Harbour",
    ),
    "boss": (
        "the Pale Moth",
        "Ashmother",
        "the Bell Warden",
        "the Tallow King",
        "the second Pale Moth",
        "Old Snuffer",
        "the kiln thing",
    ),
    "quest": (
        "A Light for the Widow",
        "Nine Knots",
        "The Bell That Wasn't",
        "Salt and Thread",
        "What the Moth Saw",
        "The Last Lamplighter",
    ),
    "class": ("Weaver", "Stoker", "Warden", "Wickling"),
    "rig": ("PC", "PC", "handheld", "Linux box", "laptop", "console", "old console", "Mac"),
    "hours": ("30", "42", "55", "60-odd", "87", "110", "140", "200+", "eleven", "{##}"),
    "few": ("two", "three", "three", "four", "five"),
    "when": fragment_lines("""
    last night
    yesterday
    this morning
    on Saturday
    after work
    {few} days ago
    during the free weekend
    right before bed
    """),
    "since": (
        "last night",
        "the update",
        "the weekend",
        "Tuesday",
        "yesterday",
        "I moved it to my {rig}",
        "last week",
    ),
    "month": ("March", "May", "August", "early access", "the beta"),
    "friend": ("brother", "sister", "girlfriend", "boyfriend", "roommate", "dad", "kid", "coworker", "best friend"),
}

ASIDES = fragment_lines("""
{hours} hours in, so I'm not [exactly new|about to stop].
I mostly play after the kids are in bed, [so an evening is an evening|half asleep].
Playing [{class}|a {class} and a {class}], if that changes anything.
Came from the [demo|free weekend|stream of somebody falling off Moth Stairs] and stayed.
Running on my {rig}, [medium settings|nothing fancy].
My {friend} [got me into this|plays next to me on the couch|refuses to touch it after {boss}].
Apart from that the game is [lovely|wonderful|my comfort food].
I have a clip, [uploading now|ask if you want it|it's pretty funny].
Sorry if this was [posted|asked] before, the search [hates me|finds only memes].
First post here, [hi|be gentle].
It was {#} am and I [screamed|laughed|woke the cat].
I know you're a team of {#}, [so no rush|take your time|just saying].
Been here since [early access|the first trailer|it was called Wickfolk].
English isn't my first language, sorry.
No mods, before anyone asks.
Did it {few} times to be sure.
My cat sat on the keyboard at one point but [that was later|I don't think it's that].
On a work laptop, [don't tell|lunch break science].
""")

STORIES = fragment_lines("""
So there I was, {few} lanterns left, no thread, the Pale Moth at a sliver of health, my {friend} shouting from the \
    other room that the pasta was [done|on fire], and of course that's the exact moment it [happens|decides to do \
    this].
I've been playing this with my {friend} every Thursday since {month}. We live {###} km apart now and it's our one \
    fixed evening: {few} hours, headset, tea. We don't even talk about the game most of the time. So when it breaks \
    it's a bit more than a game breaking, if you know what I mean.
I don't finish games. I've got a backlog like a landfill and the attention span of a moth, ha. But I finished this, \
    twice, and I've drawn the map of {map} by hand because I wanted it on my wall, so please read the following as \
    coming from somebody who's on your side.
Background: I work nights, so I play at noon with the curtains shut, and {map} with the sound of rain on is \
    honestly the calmest place I know at the moment. I had {hours} hours on one hearth. I knew every lamp. I'd \
    named the crows.
""")
