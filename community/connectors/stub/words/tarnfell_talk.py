"""Tarnfell: what people chat about on the trail channel, below the films, and what they love."""

from community.connectors.stub.grammar import Chat, fragment_lines

WEATHER = Chat(
    key="weather",
    first=fragment_lines("""
    go> Anyone been up {place} [this week|since {since}]? [What's the snow line doing?|How bad is the path?]
    forecast> Forecast for {place} has gone from [sun|fine] to [apocalypse|"rather windy"] in {few} hours. Going \
        anyway.
    frost> First frost on the tent [this morning|at {place}]. [Season's open.|I love this bit of the year.]
    inversion> Cloud inversion on {place} at [seven|sunrise]. [Nearly cried.|No photo does it justice.|Had it all \
        to myself.]
    bog> {place} is [a bog|under water] from the stile up, go round by the [wall|forest road].
    """),
    more=fragment_lines("""
    go,forecast> Back by [four|dark], that's the promise to [the wife|my knees].
    go,forecast> Spikes or no spikes, that's the question.
    I've [a day off|exactly one day] and I'm not [wasting it|ironing].
    """),
    replies=fragment_lines("""
    go> Was up there {when}: [ice from about 700|slush to the top|dry as a bone], take [spikes|poles].
    forecast> Mountain forecast says 5{#} gusts. I'd do {place} instead.
    frost,inversion> [Jealous|Green with envy]. I'm looking at a [car park|spreadsheet].
    go,bog> Path's washed out above the [second gate|bridge], you can scramble round it.
    go,forecast> We turned back at the [col|bealach], couldn't stand up.
    forecast,frost> Turned out [glorious|grand] here after the rain, [typical|always the way].
    go,forecast,bog> Check the [river|burn] before you commit, it comes up fast.
    frost> Minus {#} in the porch here. Water bottle solid.
    inversion> Go on, post the photo anyway.
    bog> Lost a gaiter there {when}. It's the bog's now.
    inversion> Was above it too, on {place}! [Waved.|Were you the one with the red hat?]
    frost> My gas gave up at {few} in the morning. [Cold porridge.|Slept with the canister after that.]
    """),
)

FOOD = Chat(
    key="food",
    first=fragment_lines("""
    What's everybody's [guilty|secret] hill food? Mine is [cold pizza|a pork pie the size of my head|jelly cubes \
        straight from the packet].
    Best [flapjack|brew|dinner] you've ever had on a hill, go.
    Made [dal|risotto|pancakes] on the Wisp at {place} and only [burned|lost] half of it.
    Has anyone found a [dehydrated|boil in the bag] meal that doesn't taste of [cardboard|the bag]?
    """),
    more=fragment_lines("""
    Asking for a stomach.
    I'm bored of [noodles|porridge].
    {few} nights out, no resupply.
    """),
    replies=fragment_lines("""
    Couscous, chorizo, a stock cube. [Seven minutes|One pan], no complaints.
    Malt loaf. Survives anything, [including being sat on|probably older than me].
    A whole [camembert|fruit cake] at {place} with a stranger. Never saw him again, think about it often.
    Dry your own [chilli|curry]. Oven on low overnight, [house smells great|tastes better than the bought ones].
    Instant mash and gravy and I will [fight|hear no word against] it.
    Peanut butter from the jar with a [tent peg|spork]. No regrets.
    Bothy rule: whoever brings [whisky|cheese] gets the good platform.
    """),
)

DOGS = Chat(
    key="dogs",
    first=fragment_lines("""
    sleep> Does anyone else's dog [refuse to sleep in the tent|sleep IN the sleeping bag]? [Send help.|I had about \
        {few} inches of mat.]
    old> The old lad did his last Wainwright {when}. [14 years old.|Carried the final bit.] Very proud, bit wobbly.
    coat> Looking for a [harness|coat] that survives a [spaniel|lurcher|collie with opinions].
    leads> Reminder: [lambing|ground nesting birds], [leads on please|keep them close], it takes a second.
    """),
    more=fragment_lines("""
    Photo tax [below|later].
    coat> He's a [terrier|whippet], so legs like a coffee table.
    Muddy to the eyebrows and thrilled about it.
    """),
    replies=fragment_lines("""
    old,sleep> Oh what a [good boy|face]. Give him [a biscuit|half a sausage] from me.
    sleep> Mine sleeps on my [head|boots]. I've stopped arguing.
    coat> Old fleece, cut the arms off, [done|best dog coat going].
    old> Not the dust [in here|on my screen]. What a lad.
    sleep> Ours ate a [guy line|whole cheese] on {place} and looked pleased for {few} days.
    leads> Thank you for saying that about leads. Farmer here.
    coat> The one with the belly flap. Spaniel approved, {few} winters.
    leads> Seconded. [It takes one bolt and one ewe.|"He's friendly" doesn't help the sheep.]
    old> Carried. You carried him. Right, I'm off to hug mine.
    coat> Measure the chest, not the back. [Returned two.|Ours has the build of a barrel.]
    leads> Same on {place}, counted {#} off the lead on Sunday. [Sigh.|With signs every hundred metres.]
    """),
)

ROUTES = Chat(
    key="routes",
    first=fragment_lines("""
    train> Two days, train there and back, from {place}. [Ideas?|What would you walk?]
    sensible> Is {place} sensible for [someone scared of heights|my {friend} who "runs a bit"|a {#} year old with \
        strong opinions]?
    finished> Finished {place} {when}, [{##} miles|{few} days], [knees gone|heart full]. Ask me anything.
    bothy> Which bothy is [quiet|still open] at this time of year? [No names in public, I know.|DM is fine.]
    join> Anyone fancy {place} on [Sunday|Saturday]? Space for {few} in the car from [Penrith|Leeds|Fort William].
    """),
    more=fragment_lines("""
    train,sensible> I don't mind mud, I do mind [crowds|drops].
    join,train> Happy to go slow and stop for [photos|cake].
    sensible,train> Nothing with a chain on it, please.
    It's been a while.
    Photos when I'm home.
    """),
    replies=fragment_lines("""
    train,sensible> Do it anticlockwise, the [descent|last bit] is kinder that way.
    sensible> {place} is fine if you [stay off the ridge|take the tourist path]. [Hand on heart.|My nan did it.]
    train> Train to [Garsdale|Corrour|Hope], over the top, pub. Can't beat it.
    finished> Well done you! [Blisters?|How was the last day?]
    join> In! I'll bring [the stove|biscuits]. [Meet at eight?|Where from?]
    sensible,train> Done it in the dark by mistake. [Don't.|Wouldn't call it a plan.]
    sensible,train> Take a paper map, there's no signal from the [dam|forest gate] on.
    bothy> Any of them on a Tuesday. [Never tell a soul.|Bring coal.]
    bothy> Sent you two by message. Not writing them here.
    finished> On my list for when the kids are older. Respect.
    join> Would love to but [night shift|the knee says no]. Next time?
    join> Count me in if there's [cake|a pub] at the end.
    finished> What did you eat? [And how's the knee?|Serious question.]
    finished> Chapeau! I gave up on day {#} in {month}.
    bothy> Gone by the time you read the thread, usually. [Take a tent.|Weekdays.]
    """),
)

KITCHAT = Chat(
    key="kit-chat",
    first=fragment_lines("""
    opinion> Unpopular opinion: [trekking poles are great|gaiters are pointless|nobody needs a head torch that \
        bright].
    pack> What's the one thing you [always|never] pack? [I'll start: a second pair of socks.|Mine is a towel.|For \
        me it's the camp shoes.]
    weighed> Weighed my pack for {place}: 1{#}.{#} kg. [Where does it come from.|It's the cheese.]
    grey> Is it just me or has [every jacket|all kit] gone [grey|orange] this year?
    sewing> Spent {few} hours [sewing up|patching] my old [pack|gaiters] instead of buying new. Smug.
    """),
    more=fragment_lines("""
    opinion> Come at me.
    opinion> Convince me otherwise.
    Not [judging|asking for me].
    """),
    replies=fragment_lines("""
    opinion> [Disagree|Wrong], but I respect it.
    opinion> Gaiters saved my [shins|trousers] on {place} and I will die on this hill, [dry|in gaiters].
    pack> Ear plugs. {few} snorers in a bothy and you'll [understand|be a believer].
    weighed> Take half out. Then half of the rest. [Keep the chocolate.|Then put the book back.]
    grey> Grey hides the [mud|gravy].
    sewing> My [mum|nan] darned socks at the bothy table. [Respect the needle.|More of this please.]
    weighed> A {friend} of mine cuts his toothbrush in half and then carries [three lenses|a melon].
    opinion> Poles are for tents. There, I said it.
    pack> A tea strainer. I'm not a savage.
    grey> Mine's called "Storm Ink". It's grey.
    sewing> Show us the stitches! Mine look like a toddler's, but they hold.
    pack> A book. Never read it. Always carry it.
    pack> Never pack a mirror. [You don't want to know.|Day three, no.]
    grey> Bright orange {thing} here, visible from {place} to the moon.
    sewing> Dental floss for thread. You're welcome.
    weighed> Water. It's always the water. [And the cheese.|Drink it before the hill.]
    opinion> My knees would like a word.
    """),
)

FILM = Chat(
    key="film",
    first=fragment_lines("""
    shot> That shot at [{#}:[0|1|2|4|5]{#}|the start] with the [light|fog] coming over {place}, [wow|hairs on my \
        neck].
    love> [Love|Loved] this film. [More like it.|No shouting, no drone music, just hills.]
    where> Which [lens|path|tarn] is that at {#}:[0|1|2|4|5]{#}?
    rained> Nice film, but {few} minutes in and nobody has [mentioned the price|been rained on]. Fantasy.
    band> Who's the [woman|fella] with the accordion? [Needs own channel.|Give them a pay rise.]
    music> The packing bit was [useful|new to me], the music [less so|was too loud over the talking].
    """),
    more=fragment_lines("""
    Watched it {few} times already.
    My {friend} is in the background, [blue hat|falling over].
    Adding {place} to the list.
    """),
    replies=fragment_lines("""
    shot,where> I think that's [the back of|just below] {place}, you can see the [wall|dam].
    shot,love> Same, paused it right there.
    band,love> The accordion lady runs the [café|hut], [lovely person|her scones are better than her playing, and \
        her playing is great].
    rained> They do get rained on at {#}:[0|1|3|4]{#}, [patience|have a look].
    music> Turn the subtitles on, the [wind|music] wins otherwise.
    music> What's the song though? [Can't find it.|It's in my head since.]
    music> Rolling the rain jacket into the hood! {##} years and nobody told me.
    where> Looks like {place} from the north. [Go in {month}.|Mostly nobody there.]
    where> They never say, on purpose I think. [Good.|Keeps it quiet.]
    love> Hills, wind, a kettle. What more.
    band> She plays at the [Fort William|Keswick] market, rain or rain.
    band> Second that pay rise.
    rained> Give it a minute, it's {place}. [You'll see.|It finds you.]
    rained> My wallet felt rained on, does that count?
    shot> Stood there {when} and saw my own feet. [Luck.|They must have waited days.]
    """),
)

PRAISE = fragment_lines("""
[Skarn 2|My Skarn] sat out 5{#} mph on {place} without a flap out of place.
Whoever designed the pole clips on the Skarn: thank you, [genuinely|I mean it].
The Wisp boiled water in under {few} minutes {when} while the [posh|big] stoves were still [sulking|roaring].
Ridgeline 45 just [disappears on the back|carries like it isn't there], even with 1{#} kilos.
{few} winters in the Fellgate and it still beads like [new|the day I got it].
The repair team put a new zip in my [twelve|ten|fifteen] year old [tent|jacket] and only charged for [the post|a \
    stamp].
Rang up about a strap, spoke to a human in {#} minutes, strap arrived {when}. [That's how you do it.|Other shops \
    take note.]
Lull mat: slept like a [log|teenager], and I'm a [terrible|picky] sleeper.
The lad in the [Keswick|Fort William] shop talked me OUT of the expensive one. [Customer for life.|Who does that?]
Hollin boots out of the box and {##} miles later not one blister.
The Glim torch found us the path off {place} in [fog|the dark] when [phones had died|my {friend}'s had given up].
Bought the {thing} for my {friend} and now I want one [too|for myself].
It packs down so small I thought they'd [forgotten half|sent the wrong thing].
Colour is even better than in the [photos|catalogue], and it doesn't [rustle|smell of plastic].
My {thing} went through [a gorse bush|the washing machine by accident|{place} in {month}] and doesn't show it.
You can tell somebody who actually [goes outside|camps in the rain] made this.
Nothing fancy, everything where your [cold|gloved] hands expect it.
The [little|printed] repair guide in the lid is such a [nice|clever] touch.
""")

VERDICTS = fragment_lines("""
[Would|Will] buy again[ tomorrow|].
Worth every [penny|pound].
[Five|5] stars[, no question| from me| and a biscuit].
[Can't|Cannot] fault it.
Happy [camper, literally|bunny|customer].
Best {thing} I've [owned|had] in [ten|twenty|thirty] years.
Thank you, [Tarnfell|whoever made this|all of you].
More of this, [please|less of the neon].
Took a star off for the [stuff sack|pegs|colour names].
Only [grumble|niggle]: the [bag is a squeeze|pegs are bendy|pockets are one too few].
It's not cheap but [neither is being wet|you feel where the money went].
My {friend} has ordered one [as well|too].
""")

SHORT_PRAISE = fragment_lines("""
[Love|Adore|Really like] [it|mine|this {thing}|the new colour|my {thing}].
[Brilliant|Cracking|Superb|Solid|Lovely] [bit of kit|thing|{thing}|stuff|tent that]!
[So good|Spot on|Bob on|Mint|Belter|Ace].
[Best|Nicest] [{thing}|purchase] [this year|ever|in ages].
[Does what it says|Just works|Warm and dry|Light and tough], [simple as that|happy|that's it|no fuss|ten out of ten].
[Great|Good] [service|quality|film|advice|people], [thanks|cheers|ta|much appreciated].
[Yes|Yesss|Oh yes]! [This|That] [tent|film|view|colour] 😍
[Want|Need] [one|this|that] [now|so badly|for {place}].
[Ten|10] out of [ten|10][ for the {thing}|, Skarn forever| from {place}|].
""")

REPAIR_FILM = Chat(
    key="repair-film",
    first=fragment_lines("""
    zip> [So satisfying|Oddly soothing], watching that zip come back to life.
    zip> Paused, fetched the tent, did the slider along with you. [It works!!|Took me {few} goes.]
    sew> Could watch [that woman|her] sew for {few} hours. [No music needed.|Her hands!]
    sew> What thread is she using at {#}:[1|2|4]{#}? [Mine always rots.|Asking for a rucksack.]
    tools> That workshop. The light, the [drawers|labels], the radio. [I'd move in.|Are you hiring?]
    """),
    more=fragment_lines("""
    More repair films please, fewer new colours.
    My {friend} walked past and sat down.
    Sent it to my {friend}, who throws everything away.
    """),
    replies=fragment_lines("""
    zip> Which pliers though? [Mine chewed the slider up.|Asking before I ruin it.]
    zip> Did mine {when} thanks to this. [Smug all day.|Only one plaster needed.]
    sew> Bonded nylon, I think, [looks like size 40|she says it at the end].
    sew> She repaired my pack in {month}. You can't see where.
    tools> There's a [kettle|dog] in every single shot. I've checked.
    tools> They do an open day in {month}, I've been, it really smells [of wax|like that].
    This should be [shown in schools|on television].
    """),
)

TEST_FILM = Chat(
    key="test-film",
    first=fragment_lines("""
    fan> The [wind machine|hosepipe] test is fun, but have you tried {place} in {month}?
    fan> That pole bends like a [bow|reed] and comes back. [Respect.|I flinched.]
    dog> The dog walking through the rain test as if nothing's happening 😂
    dog> Give the dog its own [film|tent]. [And a raise.|Star of the show.]
    price> Good test, honest about the pegs. [The price I still have to explain at home.|Now about that price...]
    """),
    more=fragment_lines("""
    My {friend} didn't believe me, now they've seen it.
    Subscribed for that alone.
    Do the {thing} next.
    """),
    replies=fragment_lines("""
    fan> I was in one on {place} in about that wind. It's louder than the film.
    fan> Machine wind doesn't gust. [Still a good watch though.|Real wind is ruder.]
    dog> Dog's called [Biscuit|Pike], met it at the [shop|open day].
    dog> Rewound for the dog. Twice.
    price> Second hand, {few} seasons old, half of it. [Just saying.|Works for me.]
    price> Cheaper than {few} nights in a hotel, that's what I told mine.
    Agree about the pegs. [First thing I swapped.|Butter.]
    """),
)

TALK = (WEATHER, FOOD, DOGS, ROUTES, KITCHAT)
FILMS = (FILM, REPAIR_FILM, TEST_FILM)
