"""Tarnfell: parcels, refunds, sizes and which thing to buy."""

from community.connectors.stub.grammar import Topic, fragment_lines

LATE = Topic(
    key="delivery",
    product="My order",
    told=fragment_lines("""
    lost> Order TF-{#####} was meant to be here {when} and tracking hasn't moved since [it left the depot|"label \
        created"].
    lost> Still no parcel. [Ordered|Paid] {few} weeks ago, the page says "with the courier" and the courier says \
        they've never heard of it.
    handed> Your courier says my {thing} was "handed to resident". [I'm the resident. It wasn't.|I live alone.|The \
        resident is a cat.]
    packing> I ordered a {thing} for [a trip on Friday|my dad's birthday|{place} next week] and it's been \
        [packing|"being packed"] for {few} days.
    half> [Half|Only half] of order TF-{#####} turned up: the {thing} is in the box, the rest [isn't|is thin air].
    """),
    detail=fragment_lines("""
    I've written {few} times and only get the [automatic|we-value-you] mail back.
    The chat [closes itself|says I'm number {##} in the queue and then dies].
    Next day delivery was £{#}.95, [for the record|which I'd now quite like back].
    Neighbours have been asked, the shed's been checked, [the hedge too|even the wheelie bin].
    We leave [on Thursday|on the sleeper at nine|in {few} days], so [after that it's no use|time matters here].
    """),
    asks=fragment_lines("""
    Where is it, [please|honestly]?
    Can you send another one by a courier that exists?
    Could I cancel and just [collect it|buy it in the shop]?
    Will the delivery charge be refunded?
    Can a human look at the order for me?
    """),
    peers=fragment_lines("""
    lost,handed> Same courier lost my {thing} for {few} weeks, then it [appeared behind the bins|came back to the \
        warehouse]. Ring the depot, not the call centre.
    lost,packing> If the label was created and never scanned it's still in the warehouse. [Had that twice.|Seen it \
        before.]
    lost> Postcode wrong by one letter? Mine was, went to [Dundee|Devon].
    They were quick with mine to be fair, ordered {when} and here two days later.
    Send them the order number by direct message, they [answer faster there|don't see everything here].
    Got my money back from the bank in the end. [Not proud of it.|Took one form.]
    """),
    staff=fragment_lines("""
    lost,handed> Your parcel was never scanned after our door, so I'm treating it as lost: a new {thing} leaves \
        [today|tonight] by another courier.
    lost,packing> Found it: it went out without a house number and sat at the depot. It's on the van \
        [tomorrow|again for tomorrow] and the delivery charge goes back to your card.
    half> The second half of the order was held back for a size we had run out of, and nobody told you. That was \
        our mistake. It [ships tomorrow|is packed now].
    packing,lost> If you leave before it can reach you, we can have it [held at the shop nearest your \
        route|refunded within the hour]. Just tell me which.
    """),
    later=fragment_lines("""
    It's here! Box looks like it [went up {place} without me|was kicked all the way], but the {thing} is fine.
    Update on the parcel: nothing. Not a scan, not a mail.
    The new order number says [delivered|out for delivery] too, [and guess what|here's hoping].
    Refund for the delivery charge came through, [thank you|appreciated].
    """),
)

REFUND = Topic(
    key="refund",
    product="My return",
    told=fragment_lines("""
    wait> Sent the {thing} back {few} weeks ago and there's no refund [yet|in sight|on my account].
    wait> Where is my refund for TF-{#####}? You had the {thing} back [{when}|on the [9th|14th|22nd]], I have the \
        receipt from the post office.
    short> I was refunded [£{##} short|the sale price, not what I paid] for the {thing} I returned.
    rejected> You rejected my return because the {thing} "[shows signs of use|smells of campfire]". I [tried it on \
        in the hall|pitched it once in the garden].
    """),
    detail=fragment_lines("""
    wait> The website promises {few} working days.
    Three different people have told me three different things, [all very politely|none of them true].
    It's not a fortune but it's [my gas bill|the money for the replacement].
    rejected,wait> I even put it back in the [original bag|box], tags and all.
    wait> My bank says nothing has come in [or is pending|at all].
    """),
    asks=fragment_lines("""
    wait,short> When do I get the money?
    Can someone look at what actually [happened|arrived] in the warehouse?
    Is there a person I can [ring|speak to]?
    rejected> What exactly is "signs of use" on a tent?
    """),
    peers=fragment_lines("""
    wait> Refund took {few} weeks for me as well, it came the day after I asked [in public|here], funny that.
    wait> Returns go via a different warehouse, [adds a week|slow every January and after every sale].
    short,wait> Check whether it went to a gift card. [Mine did.|Happened to my {friend}.]
    rejected> You've 14 days by law if you bought online, used or "used".
    Screenshot the tracking before it [expires|vanishes].
    rejected> Ask for photos of the so-called use. They [had none|went very quiet] with mine.
    rejected> Same here with a {thing}. Wrote once more, politely, and somebody grown up read it.
    short> They take the delivery off, check whether it's exactly that.
    short> Had a voucher on the order? It splits over all the items, [took me an hour with a calculator|maddening].
    """),
    staff=fragment_lines("""
    wait> The return was booked in under another order number, which is why nobody saw it. The refund for the \
        {thing} left us [an hour ago|today] and takes two to three working days.
    short> You should have had the full amount. I've sent the missing part of the refund now, with the postage on top.
    rejected> Trying something on at home is not "use", and I have overruled that. The refund for your {thing} goes \
        out [today|this afternoon].
    wait> I can't see the parcel in our returns yet. Could you send me the post office reference, in a direct message?
    """),
    later=fragment_lines("""
    Money's there as of this morning, [thanks for sorting it|good stuff].
    Still no refund, day 2{#}.
    wait> I sent the reference {when}, has anyone seen it?
    """),
)

SIZES = Topic(
    key="sizes",
    product="Fellgate jacket",
    told=fragment_lines("""
    I'm between a [medium and a large|10 and a 12|small and a medium] in the Fellgate jacket.
    Thinking of the Fellgate for [winter|{place}|cycling to work and the odd hill], never owned anything of yours.
    Ordered the Fellgate in my usual size and [the sleeves end at my elbows|I could fit a {friend} in there with me].
    Looking at the women's Fellgate for my [mum|wife|sister], she's {#} foot nothing and [always cold|hates long \
        sleeves].
    """),
    detail=fragment_lines("""
    I'd want a [fleece|down layer] underneath.
    Chest is 4{#} inches, arms [like a gibbon|on the long side].
    The size chart says one thing and the [reviews|shop] another.
    I'm nowhere near one of your shops, [closest is a ferry away|or I'd just try it on].
    """),
    asks=fragment_lines("""
    Does it come up [big|small|true to size]?
    Which would you take?
    Can the hem be [shortened|adjusted] without ruining the seams?
    Is the cut the same as the old Fellgate?
    """),
    peers=fragment_lines("""
    Comes up roomy. I'm 4{#} inch chest and the medium goes over a fleece [fine|no bother].
    Size up if you want layers, it's [cut for the hill, not the pub|quite neat under the arms].
    I had both sent and returned one, [easy enough|they print the label for you].
    Arms are long on all their stuff, [good for me|designed by octopuses].
    The women's one is shorter at the back than the old model, [don't like it|be warned].
    """),
    staff=fragment_lines("""
    The Fellgate is cut to go over a mid layer, so your usual size should be right. If you're long in the arm take \
        the larger one; [exchanges are free|we pay the way back].
    Between two sizes we'd say the smaller one for walking and the bigger one for standing about. The hem can be \
        [shortened in the workshop|drawn in by about six centimetres].
    The cut did change: the new Fellgate is [four centimetres|a bit] longer at the back and neater at the waist.
    """),
    later=fragment_lines("""
    Went for the [larger|smaller] one and it's spot on.
    Both sizes arrived, the medium stays. [Thanks all.|Colour's even nicer in real life.]
    And is the blue really [that bright|as dark as in the photo]?
    """),
    is_fault=False,
)

CHOICE = Topic(
    key="which-one",
    product="Skarn 2",
    told=fragment_lines("""
    tent> Skarn 2 or Skarn 2 Light for [{few} weeks in Norway|a first proper tent|two adults and a spaniel]?
    tent> First time [wild camping|on {place}] next month and I [need|want] a tent that forgives mistakes.
    weight> Trying to get my [sleep system|overnight kit] under {#} kg without selling a kidney.
    pack> Choosing between the Ridgeline 45 and [the 60|my ancient pack] for {few} nights out of season.
    mat> Is the Lull mat warm enough for {place} in [February|November], or do I need foam underneath?
    """),
    detail=fragment_lines("""
    I sleep cold and my partner [sleeps like a radiator|steals the bag].
    Weight matters [less than not dying|more than it used to], my knees are [48|53|61].
    Budget is about £{##}0 and can't really stretch.
    Mostly Scotland, so [wind first, rain second, midges always|you know the drill].
    I'm new to this, so [small words please|don't laugh].
    """),
    asks=fragment_lines("""
    What would you do?
    Which one would you [buy again|take]?
    Anything else in that range I'm missing?
    Does anyone have both and can compare?
    """),
    peers=fragment_lines("""
    tent> The Light one saves {###} grams and costs you your nerves in a gale. [Get the normal Skarn 2.|Ask me how \
        I know.]
    tent> Had both. Skarn 2 for anything with weather, Light for a summer valley.
    tent> Two adults and a dog is a three person tent, [whatever the label says|trust me on the smell].
    mat,weight> Put a cheap foam mat under it and you're good to minus {#}.
    tent> Whatever you buy, pitch it in the garden first. [In the rain. Twice.|With a beer.]
    pack> Take the bigger pack and don't fill it. Said nobody ever, [so take the 45|so 45 it is].
    Second hand. There are always {few} of them going after [Christmas|a wet summer].
    weight> Weigh everything on the kitchen scales, write it down, cry, start with the heaviest.
    weight> A quilt instead of a bag saves you more than any tent will.
    mat> Slept on it at minus {#} with a fleece under the hips. Not toasty, not dead.
    mat> Get the wide one if you turn over a lot.
    pack> 45 out of season if you're tidy. I'm not, so 60.
    pack> What's your tent weigh? That decides it, [not the nights|really].
    """),
    staff=fragment_lines("""
    tent> For wind we'd send you out with the Skarn 2 rather than the Light: same floor, stiffer poles, {###} g \
        more. Any of our shops will [pitch both for you|let you lie down in them].
    mat> The Lull is comfortable to about minus {#} on its own. With a thin foam mat underneath it's a winter mat.
    pack> For {few} nights the Ridgeline 45 is enough if the tent goes outside or gets shared. If you carry food \
        for a week, the 60.
    weight> The Skarn 2 Light, the short Lull and a quilt come to about two kilos together. It's a summer kit, mind.
    """),
    later=fragment_lines("""
    tent> Went with the [normal Skarn|heavier one] in the end. Garden test passed, [hose and all|neighbours amused].
    tent> Thanks, that's [three votes for|everyone against] the Light then.
    tent> What about condensation in it, is that [as bad as they say|a real problem]?
    Thanks all, sleeping on it. [Literally, on the old one.|]
    mat> Foam underneath it is, then.
    """),
    is_fault=False,
)

MAT = Topic(
    key="mat",
    product="Lull mat",
    told=fragment_lines("""
    flat> My Lull mat goes [flat|soft] by about {few} in the morning, every night.
    hole> Can't find the [leak|hole] in my Lull mat, been through the whole bath [twice|three times].
    bump> One of the tubes in the Lull has [popped|come apart] and now there's a [pregnant bump|football] in the \
        middle.
    valve> The valve on my Lull mat [hisses|won't close fully|lost its little flap].
    """),
    detail=fragment_lines("""
    Woke up [on {place}|{when}] with my hip on a rock.
    flat,hole> No holes that I can see, no thorns, [no cats|always on a groundsheet].
    {nth} one I've had that does this.
    It's the regular one, [{few} winters old|{few} months old].
    """),
    asks=fragment_lines("""
    flat> Is that the valve or a slow puncture?
    hole> Do the patches from other brands stick on it?
    bump,valve,hole> Is it [repairable|worth repairing] or do I bin it?
    """),
    peers=fragment_lines("""
    flat,hole> Washing up liquid on a sponge, watch the seams by the valve. [Found mine in a minute.|Bubbles tell \
        the truth.]
    flat,valve> Bit of grit in the valve flap. Pull it out, lick it, put it back. [Classy, but works.|Don't tell \
        anyone.]
    bump> A popped baffle can't be fixed, that one goes back.
    flat> Are you sure it isn't just the air [cooling down|shrinking]? Top it up after ten minutes on the ground.
    hole> Patch from a bike kit held {few} years on mine.
    bump> It grows. Mine ended up like a [beach ball|camel], send it back before your trip.
    bump> Had the bump. Sent it back, new one within {few} weeks, nobody asked for a receipt.
    valve> Spare flap off an old mat fits. [Ask around.|Jumble sale find.]
    valve> Press it in the middle with your thumb until it clicks. It does click.
    hole> Fill it with a splash of water and hang it up, the damp spot is your hole. Dry it for days after.
    """),
    staff=fragment_lines("""
    bump> A bump in the middle is a baffle letting go, and that's covered for as long as you own the mat. We'll \
        [send a new Lull|swap it].
    flat,hole,valve> Most slow leaks on the Lull are grit in the valve flap: pull the flap out, rinse it, press it \
        home. If it still sinks overnight [send it in|we'll test it in our tank] and we'll find the hole.
    hole> Patches for it are in every shop and I'm happy to [post you some|pop a few in an envelope].
    """),
    later=fragment_lines("""
    flat,valve> It was grit in the valve. Slept eight hours. [Legends.|Happy hip.]
    flat,hole> Still sinking after the valve rinse, so must be a puncture.
    bump> New mat's here, [that was quick|feels thicker than the old one].
    """),
)

CODE = Topic(
    key="voucher",
    product="Web shop",
    told=fragment_lines("""
    code> The [voucher|discount code] from your newsletter says ["already used"|"not valid for this item"], [I've \
        only had it since {since}|funny, as I've never used one].
    price> Bought a {thing} {when} and two days later it's [£{##}|{##} %] cheaper. [Typical.|Just my luck.]
    card> Gift card from my {friend} shows a balance of £0, it should be [£50|£{##}].
    login> Can't log in since the new website, the reset mail [never comes|goes to an address I had in 2015].
    """),
    detail=fragment_lines("""
    code,card,login> Tried it on the phone and the laptop, same red box.
    code,card> Checkout just spins after I put it in.
    code> It's in [capitals|the mail in pink letters two inches high], so I doubt I mistyped it.
    price,code> I'm not fussed about the {few} quid, it's the principle. [Fine, also the {few} quid.|]
    """),
    asks=fragment_lines("""
    code> Can you take it off the order afterwards?
    price> Do you match your own price?
    card,login> Could you [reset|check] it from your side?
    """),
    peers=fragment_lines("""
    code> Codes don't work on tents, it's in the small print [at the very bottom|in grey on grey].
    price> Asked them to match the sale price once, took one message. Worth a go.
    code> Clear the basket and add the things again, [the code field is broken|worked for me {when}].
    card> Same with mine, the balance came back by itself after {few} days.
    login> Reset mail was in my spam folder, between a prince and a pharmacy.
    card> Write the number down before you scratch further, mine was unreadable.
    card> Ring them with the card in your hand, takes {few} minutes.
    price> Send it back and buy it again if they say no. [Daft, but allowed.|Their postage.]
    price> It'll be cheaper again in {month}, it always is.
    login> Try it in another browser, [the cookie banner eats the button|worked on my phone].
    login> Two accounts? I had one from the shop till and never knew.
    code> One code per basket, and the free socks count as one.
    """),
    staff=fragment_lines("""
    code> The code clashed with the sale and the shop chose the worse price for you. I've taken the difference off \
        [by hand|your order].
    price> Within 14 days we match our own price, so the difference is on its way back to you.
    card> Gift cards bought before the move to the new website lost their balance on screen, not in fact. Send the \
        last four digits in a direct message and it's [back in five minutes|put right].
    login> Your old account was merged under another address. I've sent a fresh link to the one you wrote from.
    """),
    later=fragment_lines("""
    code,card,login> Worked now, [cheers|thank you].
    code> Still the red box with the code, same message.
    price> Price difference arrived, that's [decent of you|the hot chocolate fund topped up].
    """),
)

ORDER_TOPICS = (LATE, REFUND, SIZES, CHOICE, MAT, CODE)
