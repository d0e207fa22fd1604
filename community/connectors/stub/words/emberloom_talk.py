"""Emberloom: what players chat about and what they love."""

from community.connectors.stub.grammar import Chat, fragment_lines

FINDS = Chat(
    key="finds",
    first=fragment_lines("""
    crow> TIL you can [pet|feed] the crows in {map}. {hours} hours. [How.|Why did nobody tell me.]
    bows> Did you know {boss} [bows|hesitates] if you [stand still|hold an unlit lamp]? [Chills.|I feel bad now.]
    bed> There's a tiny [bed|shrine] behind the kiln in {map} with a [letter|moth] in it 😭
    theory> Theory: {boss} and the widow are [the same person|sisters]. [Hear me out.|Evidence below.]
    """),
    more=fragment_lines("""
    I need to sit down.
    Screenshot [soon|when I'm home].
    {few} playthroughs and I never [looked|noticed].
    """),
    replies=fragment_lines("""
    WAIT [what|really]? [Going back in.|Booting it up right now.]
    bed> The letter is signed with [an M|a moth], by the way. [Sleep well.|You're welcome.]
    crow> I [killed|sold] that crow {when}. [I'm the villain.|Never forgive me.]
    theory,bows> Somebody asked about it in the stream and the dev just [smiled|changed the subject].
    bows,crow> It only happens [at night|if you never lit the third lamp], I think.
    theory> Disagree, the widow is in {map} when {boss} [falls|sings], can't be both.
    crow,bed,bows> My {friend} found that in {month} and I didn't believe it, [sorry {friend}|owe them a pizza].
    """),
)

ART = Chat(
    key="art",
    first=fragment_lines("""
    draw> Drew {boss} [at lunch|instead of studying|with tea stains]. [Be nice.|Took {few} evenings.]
    cosplay> Finished my [{class} cosplay|knitted moth|cross stitch of {map}]! [Only {##} hours.|The lantern really \
        glows.]
    cake> My {friend} baked a Pale Moth cake, [the wings collapsed|it watched us eat it].
    music> Learned the Loomhall theme on [piano|ukulele|accordion], the bit at {#}:[0|1|2|4|5]{#} is [evil|so pretty].
    """),
    more=fragment_lines("""
    cosplay,music> [Pattern|Sheet music] if anybody wants it.
    First thing I've finished in [months|years].
    draw> Crit welcome, [gentle crit|the hands are bad I know].
    """),
    replies=fragment_lines("""
    draw,cosplay> The [eyes|wings|hands] are perfect. [Framing it.|How??]
    draw> I'd buy that as a [poster|pin]. [Twice.|Just saying, devs.]
    cosplay> Pattern please! My [needles|evenings] are ready.
    cake> The cake watching you is [so on brand|canon now].
    This is why I love this place.
    music> Played it to my {friend} and they [cried|asked for more]. [So good.|]
    cosplay> Okay the glowing lantern is unfair, the rest of us have [glue sticks|day jobs].
    music> That run took me {few} weeks. [Teach me.|My neighbours know it too.]
    cake> Did it taste of wax though?
    draw> The tea stains make it. [Keep them.|Is that Assam?]
    """),
)

LFG = Chat(
    key="looking-for-group",
    first=fragment_lines("""
    Anyone up for co-op [tonight|at {#}|this weekend]? {class} main, [chill|mic optional], [{map}|anything].
    Looking for {few} people for the bell challenge, [no shouting|patience required].
    First run with my {friend}, need a third who [won't spoil|doesn't rush].
    EU evening group has a free seat, we're [slow|old] and [mostly laugh|bring snacks].
    """),
    more=fragment_lines("""
    I die a lot, [sorry in advance|fair warning].
    Level {##}ish.
    Not a native speaker but [I can count to moth|we'll manage].
    """),
    replies=fragment_lines("""
    Me! [Add me|Friend code in my profile], on after {#}.
    What time zone? I'm [UTC+{#}|east coast|{few} hours ahead].
    Can I bring my {friend}? [He's bad too.|She carries.]
    I'm in if we [skip|do] {map}.
    Did a run with them {when}, lovely people, [terrible aim|good snacks].
    Full by now? If not, {class} here.
    """),
)

LIFE = Chat(
    key="life",
    first=fragment_lines("""
    next> What's everyone playing [after|besides] this? I need [cosy, short and sad|short, sad and free|something \
        with boats], in that order.
    finished> Finished it at {#} am. [What do I do now.|Staring at the wall.]
    track> Best track in the soundtrack, [fight|go]. It's the [Salt Orchard|rain|harbour] one.
    lamp> My {friend} said "one more lamp" {few} hours ago. [It's {#} am.|Send help.]
    map> Unpopular opinion: {map} is the [best|worst] map and the crows [know it|are why].
    """),
    more=fragment_lines("""
    No wrong answers. [Some wrong answers.|]
    I'm on [a sick day|the bus].
    Send {few} recommendations.
    """),
    replies=fragment_lines("""
    finished> [Restart|New run], other class, no map. [It's a different game.|Trust.]
    next> The one with the [post office|frog|lighthouse], forgot the name, short and [sad|lovely].
    track> Harbour theme. I will not be taking questions.
    lamp> One more lamp is a [lie|lifestyle].
    track,map> Wrong but I like your [confidence|energy].
    finished,lamp> Take a walk, drink water, then [restart|come back].
    map> {map} at night with rain though...
    map,track> My {friend} says the same and they're also wrong.
    next> Anything with a fishing minigame. I don't make the rules.
    lamp> It's {#} am here too. Solidarity.
    finished> Now you know why we're all still here.
    finished> Sleep. Then the ending makes you cry a second time.
    next> The lighthouse one, [in one sitting|bring tissues].
    """),
)

TRAILER = Chat(
    key="trailer",
    first=fragment_lines("""
    new> 0:[1|2|4|5]{#} is that [a new map|the sea|{boss} but SMALL]??
    music> The [music|lamp] in the new trailer, [I'm not okay|goosebumps].
    money> [Take|Have] my money. [When?|Release date or I riot (politely).]
    fix> Looks nice but please fix [co-op|saves|the controller] before you add [boats|hats].
    """),
    more=fragment_lines("""
    Watched it frame by frame.
    My {friend} is screaming [in caps|next to me].
    Hype level: {##}.
    """),
    replies=fragment_lines("""
    new,money> Boats!! [They listened.|Plural!]
    new> That's the widow's house from the OTHER side, look at the [window|chimney].
    fix> Agree, fix first, [hats later|then boats].
    new,music> The lamp at 0:[1|2|4|5]{#} has {few} wicks. That's new, [right?|isn't it.]
    money> "Soon" in studio time is [{few} years|a geological era].
    fix> They said saves are done and co-op is next. I choose to believe.
    music> It's the harbour theme backwards. I checked. I'm unwell.
    music> That chord when the lamp goes out!! [Who wrote that.|Illegal.]
    money> Same, wallet open, [no button|nobody takes it].
    fix> Both can be true, I want boats AND saves.
    money> Wishlist it, they said it helps them eat.
    """),
)

PRAISE = fragment_lines("""
[Cried|Teared up] at the [widow|last lamp|harbour scene], {rating}.
{hours} hours and I still [stop to listen to the rain|find new things] in {map}.
A team of {#} made this? [Ridiculous.|Hats off.]
The only game my {friend} and I have [finished|loved] together.
{boss} is the best boss I've [fought|been flattened by] in years.
Plays [beautifully|like a dream] on the {rig}.
Every map feels like somebody [lived|sat] in it.
Weaving is so [satisfying|clever] that I [dream|catch my fingers doing it] at work.
The patch {version} fixed my one complaint within a week. [Wild.|Respect.]
No shop, no season pass, just a game. [Imagine.|Remember those?]
Soundtrack on repeat since {since}.
The writing [trusts you|is quiet and sharp]. That letter in {map}!
Colour-blind options that actually [work|help]. Thank you from {class} with bad eyes.
Bought a second copy for my {friend}, [no regrets|now we're both lost].
It's short, it's odd, it's [perfect|mine].
""")

VERDICTS = fragment_lines("""
[Play|Get] it[, just play it| blind| with headphones].
{rating}.
Worth full price[ and then some|].
[Can't wait for|Give me] more.
Buy it for the [music|moths|crows], stay for the [ending|{class}].
[Only|My only] gripe: [the map screen|inventory space|the jump in {map}].
One star off for [the menus|loading times|making me cry in public].
Game of the year [in my house|for me|and it isn't close].
Thank you[, Emberloom| for this little thing|, team of moths].
""")

SHORT_PRAISE = fragment_lines("""
[Love|Adore] [this game|{map}|the crows|being a {class}|{boss}, weirdly].
[So|Too] [good|pretty|sad|cosy][ 😭| omg|, help|!!| honestly|]
[Best|Prettiest|Weirdest] [game|patch|boss|soundtrack] [ever|this year|in ages|on my {rig}]!
[Peak|10/10|Masterpiece|Banger][, {map} especially|, no notes|. That's the review|, my {friend} agrees| game].
[Moths|Crows|Lamps|{class}] [supremacy|forever|my beloved|gang].
[Great|Nice|Good] [patch|update|stream|trailer], [thanks|ty|well done team|keep going].
[One|Just one] more [lamp|run|night|moth]...
[GG|gg] [devs|team|{boss}|to the {class} who saved me {when}].
[I|We] [needed|missed] [this|this game|{map}][ today| so much|].
""")

DEVLOG = Chat(
    key="devlog",
    first=fragment_lines("""
    rain> {few} minutes about how you made the rain. I've never felt so [seen|calm].
    rain> So the rain in {map} is [bacon|a frying pan]?? I can't unhear it.
    moth> The moth wing prototype made of [paper and tape|a coat hanger] is better than my whole [degree|portfolio].
    moth> First {boss} was a [potato|sphere with a face]. I want that version. Mod when?
    team> Seeing the {#} of you round one table makes me [oddly|weirdly] happy.
    """),
    more=fragment_lines("""
    Longer devlogs please.
    Watching it instead of [working|sleeping].
    My {friend} wants to be a sound person now.
    """),
    replies=fragment_lines("""
    rain> Every rain in every game is bacon. [Sorry.|Welcome to audio.]
    rain> Went back to {map} to listen. It sizzles. It SIZZLES.
    moth> Potato moth supremacy.
    moth> You can see the tape in the final model if you zoom in on the left wing. [Love that.|Look!]
    team> The plant on the table has its own credit, by the way.
    team> And somebody's always asleep on the sofa in the back. [Relatable.|Every single time.]
    More of this and less of "exciting news soon".
    """),
)

TALK = (FINDS, ART, LFG, LIFE)
FILMS = (TRAILER, DEVLOG)
