"""Tarnfell: things that go wrong with the gear, and what people answer to that."""

from community.connectors.stub.grammar import Topic, fragment_lines

ZIP = Topic(
    key="zip",
    product="Skarn 2",
    told=fragment_lines("""
    The [inner|porch|outer] zip on my Skarn 2 has [split|gone|come apart] [again|{when}|on only the {nth} trip].
    Skarn 2 zip failed [{when}|on {place}|halfway through a {weather} night], teeth just won't [meet|close|hold] \
        any more.
    So the zipper slider on the tent [came off in my hand|jumped off its track] [{when}|at {place}].
    {nth} zip failure on the same Skarn 2. [Same door, same corner.|I am keeping count.|]
    My Skarn 2 door won't shut past the bottom curve, [the slider just rides over the teeth|it catches the flap \
        every single time].
    Woke up [on {place}|{when}] to a porch door flapping because the zip had [opened itself|burst] in the night.
    """),
    detail=fragment_lines("""
    [It has had maybe {few} nights of use.|The tent is {few} months old.|Bought {months}, always dried and brushed \
        clean.]
    I've tried candle wax, a pencil and [swearing at it|squeezing the slider with pliers].
    It always starts where the door curves round, [about a hand above the groundsheet|just where your knee goes].
    Midges got in, of course. [Hundreds.|I looked like a pizza.|The dog was not amused.]
    The old [Skarn 1|tent] we had before did twelve years on its original zip.
    Grit isn't the problem, I [rinse it after every trip|had it hanging in the bath the same evening].
    We ended up holding it shut with [clothes pegs|a bootlace|two hair clips and a lot of hope].
    """),
    asks=fragment_lines("""
    Can I [order|get] just the slider, or does the whole door have to go back?
    Is this a known thing with [this batch|the green ones|the {month} batch]?
    [Has anyone|Anyone] had it [repaired|replaced], and did it hold afterwards?
    Do I send the tent to you or to the shop I bought it from?
    What size slider is it, a number [5|8], and is it coil or moulded?
    """),
    peers=fragment_lines("""
    Had that on mine. It was the slider, not the tape: a new one was [£{#}|four quid] and ten minutes with pliers.
    Pinch the back of the slider very gently with pliers, [both sides|a hair at a time]. Got me {few} more months \
        out of a Skarn zip.
    [Don't pull it round the corner one-handed|Hold the fabric tight with the other hand], the curve on that door \
        is [too tight|the weak spot].
    They replaced my whole inner for the same zip, took about {few} weeks [but no arguing|and came back spotless].
    Silicone grease, not candle wax. Wax picks up grit and [eats the slider|makes it worse].
    Same door, same corner here. [Starting to think it's the batch.|I gave up and keep that side shut.]
    My other half is a tailor and says that zip is a size too small for the door, [for what it's worth|make of that \
        what you will].
    """),
    staff=fragment_lines("""
    That corner on the Skarn 2 door is [something we know about|where we see most of these]: a worn slider lets the \
        teeth open behind it. We'll [post you a new slider|send a slider kit] free of charge.
    A zip should not give up after {few} trips. Our workshop can replace the door, it takes about ten days from \
        when the tent reaches us.
    Could you take a photo of the slider from the side? If it has spread we [send a new one|can fix that by post], \
        if the tape is torn the tent comes to us.
    The porch doors of that batch had a softer slider, and we have changed it since. Yours [is covered|gets the \
        newer one], whatever the receipt says.
    """),
    later=fragment_lines("""
    [Slider arrived|The new slider came] {when}, fitted it with pliers and the zip runs [like new|better than before].
    Tried the pliers trick: it held for {few} nights, then the zip went again.
    Nobody has [sent me anything|been in touch] about the zip yet, by the way.
    It's the {month} batch, label inside the door. [Photo attached.|Does that help?]
    """),
)

STOVE = Topic(
    key="igniter",
    product="Wisp stove",
    told=fragment_lines("""
    cold> My Wisp stove [won't light|refuses to light|clicks but never catches] [above about [8|12|15|20]00 m|in \
        any kind of cold|since {since}].
    high> The igniter on the Wisp [is fine at home|works in the kitchen], but up [on {place}|high] it does nothing \
        at all.
    dead> Piezo on the Wisp has stopped sparking after {few} [trips|canisters|weekends].
    late> Wisp takes [eleven|ages and eleven|1{#}] clicks to light and then goes whoomph, [lost some arm hair|my \
        eyebrows say hello].
    dead> Third [breakfast|brew] in a row lit with a [borrowed lighter|match] because the Wisp igniter is dead.
    """),
    detail=fragment_lines("""
    [Tried three different canisters|Full canister, half canister, two brands], no change.
    cold,high,late> I can see a spark, it just [sits in the wrong place|jumps to the burner ring instead].
    There's a bit of play in the little wire by the burner head, [if that means anything|maybe that's it].
    It lives in its bag inside the pan, so it hasn't been [bashed|squashed].
    A lighter gets it going first time, so [the gas is fine|it isn't the jet].
    cold,high> It was about {few} below and [blowing a hoolie|properly {weather}], which I'd have thought is the \
        whole point of a mountain stove.
    """),
    asks=fragment_lines("""
    Is the igniter something I can swap myself?
    high,cold> Is there a trick to it at altitude or is it [simply faulty|just a dud]?
    Do you sell the [electrode|little spark wire] on its own?
    Can I bend the wire closer or will I void the warranty?
    """),
    peers=fragment_lines("""
    high,cold> All piezos struggle up high, [thin air and a weak spark|nothing to do with the brand]. I carry a {#} \
        pence lighter and stopped caring.
    cold,high,late> Bend the electrode so the gap is about {few} millimetres. [Sorted mine.|Did mine with a fork.]
    Mine was damp. Ten minutes in a warm pocket and the Wisp lit [first click|straight away].
    cold,high,late> Open the gas only a crack before you click, too much flow blows the spark away.
    Mini ferro rod. Never looked back.
    cold,high> Warm the canister [under your jacket|between your thighs, no shame] first, half of what people blame \
        on the igniter is cold gas.
    dead> Wiggle the wire where it goes into the button. [Loose on mine.|Five second fix, if it's that.]
    dead> Any camping stove piezo fits, they're {#} quid and push in.
    """),
    staff=fragment_lines("""
    cold,high,late> The electrode on the Wisp can be nudged: the tip should sit about 3 mm from the burner, a \
        little above the rim. If it still won't spark we'll [send|post] a new igniter.
    high,cold> At low pressure the spark has to be closer to the gas. We changed the bracket in spring; if your \
        serial number starts with WS2 you have the older one and we'll [swap it|replace it for nothing].
    dead,late> Please don't [keep clicking with the gas open|try again indoors] in the meantime: light it with a \
        match, burner first. A new igniter [is on its way|goes out this afternoon].
    dead> Igniters wear, and yours wore far too soon. It is one screw and a push fit, and we'll put the part in the \
        post [today|tomorrow].
    """),
    later=fragment_lines("""
    cold,high,late> Bent the wire {few} millimetres closer and it lights [on the second click|every time] now.
    Serial starts with WS2, so [it's the old one then|I suppose that answers that].
    New igniter came but there was no screw with it, is that [right|how it should be]?
    cold,high> Still nothing, even with the canister down my jacket.
    """),
)

JACKET = Topic(
    key="waterproofing",
    product="Fellgate jacket",
    told=fragment_lines("""
    wets> My Fellgate jacket [wets out|soaks through] on the shoulders [after {few} hours|in anything more than \
        drizzle|where the straps sit].
    tape> Fellgate is {few} months old and the [seam tape|tape inside the hood] is already peeling.
    soaked> [Soaked|Wet through] [on {place}|{when}] in a jacket sold as fully waterproof.
    wets> The Fellgate used to bead like glass, now the [arms|shoulders|cuffs] just go dark and cold.
    """),
    detail=fragment_lines("""
    wets,soaked> Washed it [twice|once] with the proper stuff and tumble dried it on low, as the label says.
    wets,soaked> My {friend} had a [twenty|thirty] quid cagoule on and was drier than me.
    wets,soaked> It isn't sweat, [I know the difference|the base layer was dry everywhere else].
    tape> You can [see|feel] the tape lifting along the zip, about a finger long.
    soaked> Water comes in at the hood [drawcord|peak] and runs down the neck, [lovely feeling|which is character \
        building].
    Paid [full price|£2{##}] for it, so I'm not [thrilled|over the moon].
    """),
    asks=fragment_lines("""
    wets,soaked> Does it need reproofing already or is something [wrong with it|up]?
    wets,soaked> Which wash do you recommend, [spray or wash-in|and how often]?
    tape> Would you re-tape the seams or do I need a new one?
    wets> Is the shoulder fabric different from the rest?
    """),
    peers=fragment_lines("""
    wets,soaked> Wash, rinse twice, tumble on low for 40 minutes. The heat is what brings the beading back, [not \
        the potion|most people skip it].
    wets> Rucksack straps rub the coating off on any jacket, [Fellgate or not|it's just physics]. Spray-on for the \
        shoulders every {few} months.
    tape> Peeling tape is a [fault|warranty job], not wear. Send it in.
    wets,soaked> Fabric softener anywhere near it? [Kills it stone dead.|My lad did that to mine once.]
    wets,soaked> Wetting out isn't leaking, mind. The face fabric is soaked, you feel cold, [and it feels like a \
        leak|but the membrane's fine].
    wets,soaked> Iron, lowest setting, tea towel between. Brought my Fellgate [back from the dead|right back].
    tape> Seam sealer and a warm iron got my old one through another winter. Not pretty[, works|].
    tape> Mine did that at the hood. They re-taped it, took {few} weeks, [never lifted since|came back washed too].
    """),
    staff=fragment_lines("""
    tape> Tape should never lift in the first {few} years, so that one is on us. Send the Fellgate in [dry|clean] \
        and we'll re-tape it or replace it.
    wets,soaked> If the drops sit on the fabric after a warm tumble, the coating was only asleep. If they don't, \
        the shoulders need a fresh treatment and we do that [for free in the first two years|in the workshop].
    soaked> The drip at the hood is a drawcord hole that was not sealed in a small run of jackets. We can seal it \
        within [a week|{few} days].
    wets> Straps do wear the coating down, but not this quickly. Could you send the number on the white label \
        inside the left pocket?
    """),
    later=fragment_lines("""
    wets,soaked> Tumbled it on low and the beading is back, [cheers|feeling a bit daft now].
    wets,soaked> Still wet shoulders after the wash, {when} was a miserable day out.
    Label says FG-{####}, if that helps.
    Sent it off {when}, [no word yet|will report back when it's home].
    """),
)

PACK = Topic(
    key="pack-fit",
    product="Ridgeline 45",
    told=fragment_lines("""
    belt> The hip belt on my Ridgeline 45 [slips|won't stay tight|loosens] [every half hour|as soon as it's \
        loaded|on the way down].
    squeak> Ridgeline 45 squeaks. [Every. Single. Step.|It sounds like an old gate.|People turn round.]
    strap> A strap has [torn out of|come unstitched from] my Ridgeline [{when}|on {place}|with about 1{#} kilos in \
        it].
    fit> Getting shoulder pain from the Ridgeline 45 after [an hour or two|{few} hours], never had that with a pack \
        before.
    clip> The sternum strap clip on my Ridgeline is [missing|snapped], must have happened [on {place}|{when}].
    """),
    detail=fragment_lines("""
    belt,fit> I'm [quite short|1.9{#} tall|between sizes] and have the back on the [middle|lowest|longest] setting.
    Load is about 1{#} kg, [mostly water|tent at the bottom|nothing silly].
    strap> The stitching is fine on the other side, so it looks like a [missed row|weak spot].
    belt> The webbing looks [glazed|shiny] where it goes through the buckle.
    Otherwise I [like|rate] the pack, the side pockets are the best I've had.
    """),
    asks=fragment_lines("""
    belt> Which way should the webbing go through the buckle?
    clip,strap> Can you [sell|send] me just the [clip|strap|buckle]?
    fit> How do you measure the back length, [from which bone|with or without load]?
    squeak> Is there a fix for the noise, [oil|talc|anything]?
    """),
    peers=fragment_lines("""
    squeak> Squeak is the frame end in its sleeve. Bit of [talc|candle wax] in there, gone.
    belt> Take the hip belt off and put it back on, mine was threaded wrong from the factory, [slipped until I \
        spotted it|took me a year to notice].
    fit> Load lifters at about 45 degrees, hip belt over the top of the hip bone, [then|and only then] the shoulders.
    clip> Any outdoor shop has those sternum clips [in a drawer|for a quid].
    fit> Sounds like the back's a size too long. [Try one notch down.|Did the same to me on {place}.]
    strap> Stitching gone with only 1{#} kilos in it? That's one to send back.
    squeak> Mine sang for {few} years. Loosened the lid strap one day and that was it.
    belt> The webbing goes shiny and then it slips. New webbing is two quid a metre, [any haberdasher|sewed mine in \
        an evening].
    clip> Loop of shock cord and a small knot. [Never bought another clip.|Held since {month}.]
    strap> Dental floss and a sailmaker's needle [got mine home|held for {few} days].
    belt> Sand in the buckle? Rinse it under the tap, [mine gripped again|don't laugh].
    fit> Empty it, get somebody to look at you from the side while you wear it. [You can't judge it alone.|A mirror \
        lies.]
    clip> Mine sits on an old dog lead clip now. Ugly, unbreakable.
    squeak> Tighten the lid straps first. [Half of all squeaks.|Free and quick.]
    strap> Photograph it before you send it, [just in case|they asked me for one].
    """),
    staff=fragment_lines("""
    belt> The buckle only grips one way: logo outwards, tail of the webbing towards you. If it still creeps, the \
        buckle is worn and we'll [post|send] you a pair.
    strap> A torn strap anchor is a fault, plain and simple. Please don't carry it like that, we'll [collect \
        it|send you a label] and repair the Ridgeline within ten days.
    squeak> The squeak sits where the frame meets the belt. There's a small felt pad that stops it, [one is in the \
        post|we'll send one].
    fit> Measure from the bone at the base of the neck to the top of the hips. At that length the back should sit \
        [one notch lower|on the second loop].
    clip> The sternum clip is a spare part we keep by the hundred. One goes out to you [today|tomorrow], it just \
        snaps on.
    """),
    later=fragment_lines("""
    belt> Rethreaded the buckle and the belt hasn't moved since, [I feel stupid|thank you].
    squeak> The felt pad did it, silence at last.
    fit> Moved it down a notch, shoulders are [much|a bit] happier.
    strap> The strap is holding by a few threads now, so I'd rather not wait {few} weeks.
    clip> Clip arrived in an envelope {when}, snapped on, done.
    """),
)

POLES = Topic(
    key="poles",
    product="Skarn 2",
    told=fragment_lines("""
    snap> A pole [snapped|split|cracked] on the Skarn 2 [on the first night|{when}|at {place}], [went straight \
        through the sleeve|tore the flysheet too].
    cord> The shock cord in my Skarn poles has gone [slack|like old pants elastic].
    stuck> One section of the tent pole is [bent like a banana|stuck inside its neighbour], won't come apart.
    clips> The pole clips on the Skarn 2 keep [popping off|letting go] in wind.
    """),
    detail=fragment_lines("""
    snap,clips> Wind was maybe 4{#} mph, [nothing mad|nothing the tent isn't sold for].
    snap> It broke right at the ferrule, [clean as a whistle|as if it had been scored].
    snap> I had two kids in there at the time, [so not ideal|and a lot of explaining to do].
    snap,clips> All guys were out and [pegged properly|the back end faced the wind].
    snap> I splinted it with a tent peg and tape and [got through the night|sat up until five].
    cord> I've had it {few} years and never restrung it.
    stuck> Pulled, twisted, used [grips|language]. Nothing.
    """),
    asks=fragment_lines("""
    snap,stuck> Can I buy one section or [only the whole set|do I need the lot]?
    snap> What diameter is it, {#}.5 or 9 mm?
    cord> How do you restring these [without losing a finger|properly]?
    snap> Does the warranty cover the fly as well, since the pole tore it?
    clips> Is there a right way round for them?
    stuck> Will force break it?
    """),
    peers=fragment_lines("""
    snap> Carry the repair sleeve, [always|it weighs nothing]. Mine has saved {few} trips.
    snap> If it broke at the ferrule it wasn't pushed fully home. [Easily done with cold hands.|Been there.]
    cord> 2.5 mm shock cord from any chandler, pull it through with fishing line. Twenty minutes, {few} swear words.
    stuck> Freezer for an hour, then twist. Frees stuck pole sections every time.
    clips> Clips go on from the bottom up, then they stay. [Took me ages to work out.|It's in the leaflet nobody \
        reads.]
    snap> Lost a pole in the same wind on {place} that weekend, [so you weren't alone|different brand though].
    stuck> Two people, a bit of bike inner tube for grip, twist. [Looks odd, works.|Mind your knuckles.]
    clips> Wrap of tape on the pole where the clip sits. It won't slide any more.
    cord> Tie the new cord to the old one before you pull it out. [Learned that the hard way.|Saves an hour.]
    clips> Bottom clips first, then work up with both hands. Saves the skin on your thumbs.
    cord> The cord goes first in the cold, keep the poles in the tent overnight.
    stuck> Drop of sewing machine oil, wait an hour. [Patience.|Have a brew.]
    """),
    staff=fragment_lines("""
    snap> We sell single pole sections and [yours goes out free|this one is on us], as it failed below the wind the \
        Skarn is tested for. The torn sleeve we'd like to repair here.
    stuck> Poles are 8.7 mm. A stuck section usually comes free after an hour in the freezer; if not, [post it to \
        us|we'll swap it].
    snap> Glad you all got through the night. Please send a photo of the broken end, it tells us whether the pole \
        was [overloaded|badly drawn], and a new set [leaves today|will be with you by the weekend].
    cord> Slack cord is normal after some years and takes twenty minutes to restring. We'll put a length in an \
        envelope [for you|with a sheet on how to do it].
    clips> The clips of the first batch were too open. We'll send you a set that grips, they swap without tools.
    """),
    later=fragment_lines("""
    snap> New section arrived, pole is back to full length, [out again on Friday|ready for {place}].
    stuck> Freezer trick worked!! [Can't believe it.|Peas did not survive.]
    snap> Sent the photo of the pole {when}, did it reach you?
    snap> And the tear in the fly is growing, [I've taped it|so please don't leave it too long].
    Did as you said {when}, holding so far[, touch wood|].
    """),
)

BOOTS = Topic(
    key="boots",
    product="Hollins",
    told=fragment_lines("""
    sole> The sole is coming away from my [left|right] Hollin boot, [{few} months in|after one wet autumn|at the toe].
    leak> Hollin boots leak at the [tongue|toe crease] [since {since}|after barely {##}0 miles].
    heels> These Hollins have [eaten|destroyed] my heels, and I'm {few} weeks into breaking them in.
    hook> A lace hook has [pulled out of|snapped off] my Hollin boots.
    """),
    detail=fragment_lines("""
    sole,leak> Cleaned and waxed them [every month|after every walk], dried away from the radiator.
    Mostly [paths|forest tracks|peat and wet grass], no scrambling.
    heels> I'm a [broad|narrow] foot in a {#}, never had bother with the old model.
    sole> You can get a [finger|pound coin] between the sole and the rand.
    heels> Two pairs of socks, one pair, plasters, tape. Tried the lot.
    """),
    asks=fragment_lines("""
    sole> Can they be resoled or is that it?
    heels> Should I size up or is the last just not for me?
    sole> Is that [glue|something I can glue] or do they go back?
    heels> Any tips that aren't "give it time"?
    leak> Can that be sealed again?
    hook> Can a cobbler do that?
    """),
    peers=fragment_lines("""
    sole> Any decent cobbler resoles those for about £{##}, [worth it|mine came back better than new].
    heels> Heel lock lacing. Look it up, [changed my life|sorted my heels in a day].
    heels> Wet them, wear them for a day, let them dry on your feet. [Grandad's way.|Sounds mad, works.]
    leak> The toe crease is where leather cracks if it dries too fast. Wax there [first|every time].
    heels> Hollin last is narrow, I went half a size up and a thinner sock.
    sole> Delamination inside two years = warranty. Don't glue it or they'll [blame the glue|say no].
    hook> Shoe repair place by the station, two minutes, three quid.
    hook> Lace round it for now, got me off {place} in one piece.
    leak> Stand them in a bucket up to the third hook and see where the sock gets wet first.
    leak> Is it really a leak? Wet grass comes in over the top on me, [took years to notice|gaiters cured it].
    hook> Mine went the same way. They did both sides while they were at it.
    sole> Tape it round with duct tape to get home. [Did {##} miles like that.|Not a look, but still.]
    """),
    staff=fragment_lines("""
    sole> A sole that lifts within {few} months is a bonding fault, so please don't glue it. We'll resole the \
        Hollins or replace them, [as you prefer|your choice].
    heels> The Hollin comes up narrow at the heel. A different insole often settles it, and if it doesn't we'll \
        take them back [even worn|muddy or not].
    hook> Lace hooks are a five minute job in the workshop, [post them over|any of our shops can do it] and we'll \
        check the other side as well.
    leak> Leaking at the tongue usually means the gusset seam. Send them in dry and we'll water test both boots.
    """),
    later=fragment_lines("""
    heels> Tried the heel lock lacing: no blisters for {##} miles, [amazing|who knew].
    They're in the post to you, [muddy, sorry|scrubbed like new].
    sole> Got them back resoled {when}, [very tidy job|good as new].
    sole> The other sole is going as well now.
    """),
)

KIT_TOPICS = (ZIP, STOVE, JACKET, PACK, POLES, BOOTS)
