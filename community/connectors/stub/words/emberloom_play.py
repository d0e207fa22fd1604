"""Emberloom: how to play, what was nerfed, orders and keys, and the release that went wrong."""

from community.connectors.stub.grammar import Topic, fragment_lines

BALANCE = Topic(
    key="balance",
    product="Emberloom",
    told=fragment_lines("""
    class> {class} [feels|is] [useless|pointless] since {version}. [Two lanterns to kill a moth?|I hit like a wet \
        sock.]
    nerf> Why was [ember thread|double weave|the long wick] nerfed [again|without a word in the notes]?
    boss> {boss} now one-shots my {class} at full [health|wax].
    kiln> The kiln costs {##} thread now. It was {#}. [That's not a tweak, that's rent.|Who is this for?]
    """),
    detail=fragment_lines("""
    Solo, [normal|hard] difficulty, level {##}.
    I can live with grind, I can't live with [boring|homework].
    In co-op it's fine, alone it's a [slog|second job].
    nerf,kiln> The patch notes say "minor adjustments". [Minor.|Sure.]
    """),
    asks=fragment_lines("""
    Is this on purpose?
    class,nerf> Which build still works?
    Can we have the old numbers as an option?
    Does somebody test this solo?
    """),
    peers=fragment_lines("""
    class,nerf,boss> {class} with the short wick still melts {boss}. [Dodge, weave, dodge.|Needs practice.]
    nerf,boss> Honestly it was broken before, I killed {boss} [half asleep|one handed].
    class,boss> Put two points in tallow, the damage comes back at level {##}.
    kiln> Agree on the kiln. {##} thread is a whole evening for [normal people|people with jobs].
    It's single player, why nerf at all? [Let us be gods.|Let people have fun.]
    class,nerf> Wait for the hotfix before you respec, [costs a fortune|you only get {few}].
    kiln> Farm wings at night, {##} thread in twenty minutes. [Dull though.|Podcast time.]
    boss> You can still parry it, one frame earlier. [Good luck.|My hands hurt.]
    """),
    staff=fragment_lines("""
    kiln> The kiln price was meant for co-op only and slipped into solo. It goes back in the next hotfix, and \
        you'll get the thread [back|refunded].
    nerf,class> We did lower the long wick: it skipped half of {boss}. But the rest of the class should have gone \
        up at the same time and didn't make the build. It's [coming|in testing now].
    nerf,kiln> You're right that the notes hid this. Numbers for every change are in the pinned post now, and \
        [we'll do it like that from here on|we'll keep doing that].
    boss> One hit at full wax was a decimal in the wrong place. Hotfix is out [tonight|tomorrow], sorry for the \
        funerals.
    """),
    later=fragment_lines("""
    class,nerf> Short wick build is [fun actually|what it should have been], thanks.
    kiln> Hotfix is in: kiln is {#} thread again. [Peace restored.|Good.]
    Still think {class} needs something in return.
    """),
)

STUCK = Topic(
    key="how-to",
    product="Emberloom",
    told=fragment_lines("""
    boss> How do you [beat|even reach] {boss} with a {class}?
    stuff> New here: what do I do with [all this wax|{##} moth wings|the grey thread]?
    find> Where do I find [the third bell|silver wick|a second spindle] in {map}?
    rig> Is it worth getting on the {rig} or does it run [hot|like a slideshow]?
    couch> Can two people play on one [couch|copy]?
    """),
    detail=fragment_lines("""
    boss,stuff,find> No spoilers past {map} please.
    boss> Died {##} times, [learned nothing|getting closer].
    stuff,find> I'm at hour {##} and still using the first lantern, [don't judge|is that normal?].
    rig,couch> Buying it for my {friend}, who [never plays|gets lost in menus].
    """),
    asks=fragment_lines("""
    boss,find> Any hints?
    boss,find> What am I not seeing?
    stuff,find> Is there a guide that's not a video?
    boss> Which class for a beginner?
    rig,couch> Worth it?
    stuff> Or is it just junk?
    """),
    peers=fragment_lines("""
    boss> Put out your own light. [That's the hint.|Trust me.]
    stuff> Keep the wings, you need exactly {##} for the [winter loom|harbour]. Sell the wax.
    find> Follow the [crows|sound of water] in {map}, they're never wrong.
    boss> Warden for a first run. Slow, [kind, hard to kill|forgives everything].
    rig> Runs at a steady {##} on my {rig}, {few} hours of battery.
    couch> Couch co-op needs one copy, online needs two. [Went on sale {when}.|]
    boss> Dodge TOWARDS {boss}. Changed everything for me.
    find> Behind the noisiest thing in the room. That's all you get.
    rig> Hot but fine. Cap the frames and it [purrs|lasts a train ride].
    stuff> Never sell the grey one. I'll say no more.
    stuff> Wax is money, wings are not. Bank both.
    find> Bell three rings only when you don't move. [Took me {few} days.|Stand. Wait.]
    couch> Yes, and she can drop in halfway with her own class.
    couch> One copy, two pads, one argument about who holds the lamp.
    rig> Played all of it on one. [Fan sings along.|No complaints.]
    """),
    staff=fragment_lines("""
    couch> One copy is enough on one couch; for online you both need it. There's a two-pack that's [cheaper|about a \
        third off].
    boss> Without spoiling it: {boss} follows light, any light. What happens if there [isn't any|are two]?
    rig> The handheld is what half of our team plays on. Set shadows to medium and it [stays cool|holds its frames].
    stuff> Everything grey turns useful in the Drowned Kiln. Keep it.
    find> Turn the music down and listen for running water in there.
    """),
    later=fragment_lines("""
    boss> Put out my light. [OH.|My jaw.] Beautiful game.
    find> Found it behind the [crows|waterfall], thank you!
    boss> Went Warden, died less. [Progress.|Slightly.]
    rig,couch> Bought it. See you in {map}.
    stuff> Kept the lot. Bag full, heart full.
    """),
    is_fault=False,
)

KEYS = Topic(
    key="purchase",
    product="my order",
    told=fragment_lines("""
    missing> Bought the [soundtrack edition|two-pack|art book] and only got the [base game|one key].
    activated> Key says "already activated" and I've [only just|never] opened the mail.
    plush> Backer reward still missing: the {class} plush from {month}. [He's missed.|It's been a while.]
    refund> Asked for a refund {when}, the shop says ask you, you say ask the shop.
    """),
    detail=fragment_lines("""
    Order {######}, paid by [card|voucher].
    activated,missing> It was a gift for my {friend}, so [awkward|no surprise left].
    Support bot sent me the same article {few} times.
    """),
    asks=fragment_lines("""
    missing,plush> Can you send the missing [key|part]?
    Who do I write to?
    Could someone check it?
    """),
    peers=fragment_lines("""
    missing> Soundtrack is under "extras", hidden [below|two clicks down]. Took me a week.
    plush> Plush came {when}, they were stuck in customs. [Worth it, he's huge.|Very soft.]
    refund> Refund under two hours is automatic, after that you need a person.
    activated> Where did you buy the key? Some of those shops sell [stolen|used] ones.
    missing> Second key sits in the order page, not in the mail. [Scroll right.|Bad layout.]
    missing> Had that with the two-pack, they answered within {few} hours.
    activated> Already activated means stolen, nine times of ten. Sorry.
    activated> Check your other account first. Mine was on the one I made for the demo.
    plush> Same batch, mine smelled of ship. Lovely moth though.
    plush> Did you move house? They still had my old address.
    refund> Ask the shop a second time and pick another reason in the list. Silly, works.
    refund> Screenshot your play time before you write.
    """),
    staff=fragment_lines("""
    missing> Your second key was created but never mailed. It's in your inbox now, and I've added the soundtrack \
        [for the wait|as an apology].
    activated> That key came from a shop that isn't ours, and it was bought with a stolen card. If you can get your \
        money back there, [do|please do]; we'll make you a fair offer.
    plush> The plushes of that batch sat in customs for {few} weeks and left {when}. You should have a tracking mail.
    refund> The shop decides for the first two hours, after that it's us, whatever they say. Yours is [on its \
        way|approved].
    """),
    later=fragment_lines("""
    missing,activated> Key works, downloading. [Thanks!|Sunday saved.]
    plush> Still no plush. I check the post like a child.
    missing,refund> Nothing in the inbox, spam folder either.
    """),
)

PLAY_TOPICS = (BALANCE, STUCK, KEYS)

RELEASE = Topic(
    key="release-1.4",
    product="patch 1.4",
    told=fragment_lines("""
    1.4 [deleted|ate|wiped] my [save|hearth|{hours} hours].
    Two gigabytes of update and now [it won't start|I get a black screen|{map} is a slideshow].
    [Who|WHO] tested 1.4? [Anyone? Anyone at all?|Be honest.|A moth?]
    Patch 1.4: [crash at the logo|crash in {map}|crash at the kiln], {few} times in [ten minutes|one evening].
    Co-op is [dead|gone|completely broken] since 1.4, my {friend} and I have been trying for {few} hours.
    You nerfed {class} AND broke saving in the same [patch|update]. [Impressive.|That takes talent.]
    Loaded my game after 1.4 and I'm level 1 in my [underwear|pyjamas] in {map}.
    1.4 reset every keybind, [the language|the volume] and apparently [my will to play|{hours} hours of progress].
    Release notes for 1.4 say "improved stability". [I laughed out loud.|Comedy gold.|On which planet?]
    """),
    detail=fragment_lines("""
    {rig}, clean install, [no mods|don't even start].
    I took [tomorrow|the day] off for this.
    No warning, no backup, [nothing|not a word].
    The .bak is empty [too|as well, I looked].
    And the status page says "[all lamps lit|everything operational]". [Sure.|Sure it is.]
    We waited {few} months for this.
    My {friend} [cried|is {#} and cried], thanks for that.
    Refund button doesn't work either, [by the way|how convenient].
    """),
    asks=fragment_lines("""
    Roll it back. [Now.|Tonight.|Please.]
    Give us the old version and [go home|sleep on it].
    I want my money back.
    Say something. [Anything.|One sentence would do.]
    Is anyone even [awake|there] over there?
    How do I [get back to 1.3|switch off updates]?
    Fix it or refund it.
    """),
    peers=fragment_lines("""
    Same here. [Level 1, {map}, no pants.|Everything gone.|{hours} hours.]
    DO NOT START THE GAME if you haven't yet, [go offline|turn off updates first].
    "ember-previous" under betas gets you 1.3.2 back, your old save should still be [there|fine] if you [never \
        saved|didn't press continue].
    Can't believe they shipped this on a [Tuesday evening|Tuesday and went to bed].
    Refunded. [Bye.|First time ever.|Was fun while it lasted.]
    They're {#} people, not a corporation. [Still, ouch.|But somebody pressed the button.]
    Give it a day, they fixed the last one [in hours|overnight].
    Copy your save folder, all of it, right now, [thank me later|before anything else].
    My whole co-op group is out. {few} of {few}.
    """),
    staff=fragment_lines("""
    We see it and we're all up. Please don't press continue: your save is still on disk, 1.4 only fails to read it. \
        1.3.2 is back under betas as "ember-previous".
    This is on us, not on you. We've stopped the rollout of 1.4 and are building a fix now; next word here [within \
        the hour|in an hour, good or bad].
    1.4.1 reads the old saves again and is out [now|on PC, consoles follow]. If a hearth is still empty after that, \
        we'll repair it by hand, [every single one|however long it takes].
    """),
    later=fragment_lines("""
    "ember-previous" got my hearth back. [Breathing again.|Still angry, but ok.]
    1.4.1 is in, save's there. [Never do that to me again.|Thank you for staying up.]
    Still empty after 1.4.1.
    {few} hours and not one word from you about 1.4.
    """),
)
