"""Tarnfell: the words that fill the slots, and asides that members drop into anything."""

from community.connectors.stub.grammar import fragment_lines

WORDS: dict[str, str | tuple[str, ...]] = {
    "place": fragment_lines("""
    Beinn Eighe
    Helvellyn
    the Cairngorms
    Cadair Idris
    Kinder
    the Pennine Way
    Sharp Edge
    Torridon
    the Rhinogs
    Bowfell
    the Howgills
    Stac Pollaidh
    the Mournes
    Skiddaw
    the West Highland Way
    Blencathra
    Dartmoor
    the Black Mountains
    Suilven
    Haystacks
    """),
    "when": fragment_lines("""
    last weekend
    last night
    on Saturday
    this morning
    two weeks ago
    on Tuesday
    [over|at] half term
    just before the bank holiday
    at the end of [August|September|October]
    the week before last
    yesterday
    """),
    "since": fragment_lines("""
the weekend
yesterday
Saturday
the last trip
Tuesday
half term
the rain at {place}
last week
"""),
    "months": fragment_lines("""
    in [spring|March|April|June]
    last [summer|autumn|Christmas]
    in the January sale
    about {few} months ago
    a year ago
    """),
    "month": ("March", "June", "September", "spring", "2024"),
    "few": ("two", "three", "three", "four", "five", "six"),
    "nth": ("second", "third", "fourth", "second"),
    "weather": ("wet", "windy", "filthy", "frosty", "wild", "stormy"),
    "friend": ("mate", "sister", "brother", "neighbour", "walking partner", "daughter", "dad", "colleague"),
    "thing": (
        "Skarn 2",
        "Wisp stove",
        "Ridgeline 45",
        "Fellgate jacket",
        "Lull mat",
        "Glim head torch",
        "Brackle fleece",
    ),
}

ASIDES = fragment_lines("""
I'm out most weekends with [the dog|my {friend}|a flask and low expectations], so it does get used.
For context, that was on {place} in {weather} weather.
I've been buying your stuff since [before the website|the first Skarn|2011|the shop in Keswick was one room].
We were {few} hours from the car at that point.
My {friend} has the same one and [swears by it|has never had any trouble|says it's me].
I [teach|work nights|drive a van|am a nurse], so I only get the odd day out and [it has to work|I want it to count].
Not the end of the world, but [it was a long walk back|I'd like to understand it].
It was [raining sideways|minus {few}|blowing a gale] by then, of course.
I'm not usually one to [post|complain|write these things].
The [kids|dog|in-laws] found it very funny.
Sorry for the [essay|long message|novel].
I did search first, [honest|the last thread is from 2019].
Photos [to follow|somewhere below|when I find the cable].
Between that and the midges it was [quite a night|character building].
I've got [another trip|{place}] coming up in {few} weeks.
It cost me [a weekend|a decent night's sleep|the last dry socks I had].
I weigh 7{#} kilos and the pack 1{#}, if that matters.
Saw somebody on {place} with exactly the same [problem|thing] {when}.
I'm typing this [on a train|in a lay-by|from the tent|with cold fingers], so excuse the spelling.
My old one lasted [eleven years|through two divorces|until the puppy found it].
""")

STORIES = fragment_lines("""
We had left the car at {few} in the afternoon, later than planned because [somebody forgot the spoons|the ferry was \
    full|my {friend} had to go back for the stove], and by the time we were up the cloud was on the deck and I \
    could hardly see my own boots.
It was meant to be an easy overnighter on {place}: {few} of us, one tent too few, enough cheese for a regiment. By \
    ten it was {weather}, by midnight nobody was asleep, and at some point somebody started [singing|a quiz], which \
    tells you how it was going.
I've carried this from {place} to {place}, through bogs, up things I shouldn't have been on and once [on the back \
    of a quad|through an airport at a run], so I think I can say I know how it behaves.
Every year in {month} I do {few} days alone on {place}. No phone, no schedule, just walking until the legs say \
    stop. It's the thing that keeps me sane the other 360 days, and so I'm fussier about kit than I'd [like to \
    be|admit at home].
The forecast said light showers. What came was the sort of rain that finds its way up your sleeves, and we sat in \
    it for {few} hours because the stream had come up over the stepping stones and there was nowhere [else to go|to \
    go but down].
My dad took me up {place} when I was {#}, in wellies, with a bin bag for a waterproof. I'm telling you this because \
    I've spent thirty years and a silly amount of money since then trying not to be that wet again.
""")
