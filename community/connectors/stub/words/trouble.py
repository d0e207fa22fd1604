"""What a moderator is there for: spam, rude words, legal threats, leaked personal data, and a worry about \
    somebody."""

from community.connectors.stub.grammar import fragment_lines

SPAM = {
    "tarnfell": fragment_lines("""
    🔥🔥 TENTS -{##} % TODAY ONLY 👉 tarnfe11-outlet.example/{####} use code FREE{#}U before they take it down!!
    I make £{###} a day from my sofa, no experience, [DM me "HILL"|message me on whatsapp 07700 900{###}] and I \
        show you how
    Hello friend very nice page, visit my profile for cheap [jackets|boots|followers] 💯💯
    c h e a p  g e a r  h e r e ➡️ bit.ly/zz-example-gear{####} [not a scam|100 % real]
    Dear customer your Tarnfell order is on hold, confirm your card at tarnfell-support.example/{####}
    Get F.R.E.E followers fast >> follow4{##}.example [works in {few} minutes|my cousin has 10k now]
    Selling {thing} brand new [£{##}|half price], [DM me|text me], no timewasters, [sending only|crypto only]
    Congratulations!!! you have been selected for a {thing}, click the link in my bio to claim your prize
    Check out my channel for REAL survival, not this [brand|paid] stuff, sub 4 sub [🏕️|👊]
    W1N a Skarn-2 t3nt ✅ t.me/zz_example_w1n{##} ✅ only {##} left
    Invest with [Mrs Eleanor|Mr Brandon {#}], she turned my £{###} into £{####} in a week, add her on telegram
    My back pain from the rucksack was cured by this one oil 👉 back-oil.example/?ref={####}
    """),
    "emberloom": fragment_lines("""
    FREE EMBER THREAD GENERATOR 👉 ember-gen.example/{####} no ban {####} % working
    selling account [{class} level {##}|all skins|200h], [DM me|add me], cheap, trusted seller
    free gift card for the first {##} people, link in my bio 🎁
    dm me "moth" if you want to earn $[5|3|8]00 a week playing games, no experience
    Emberloom 2 BETA KEYS here ➡️ emberl00m-beta.example/{####} hurry only {##} left
    c h e a p   k e y s   w w w . keyz{##}. example [legit|no scam trust me]
    hello dear i am streamer with {##}k followers please subscribe to me i subscribe back
    My brother hacked it, unlimited wax: bit.ly/zz-example-wax{####} (turn off antivirus first)
    Get F0LL0WERS and V1EWS >> viewz{##}.example [today -{##} %|1st 100 free]
    crypto airdrop for gamers, connect wallet at ember-drop.example/{####}, i got {###} coins
    Check out my channel i play emberloom blindfold, sub4sub [pls|🙏]
    Your account was reported {#} times, verify within {##} hours: emberloom-verify.example/{####}
    """),
}

SPAM_TAILS = fragment_lines("""
[only today|hurry|last chance|before it's gone]!!
[trust me|100 % legit|no joke|tested by my {friend}]
[thank me later|you're welcome|see you inside] [👍|💯|🚀|]
[works {##} of 100 times|{####} happy people already]
""")

# The same text from several accounts, word for word.
CAMPAIGNS = {
    "tarnfell": fragment_lines("""
    TENTS -80 % TODAY ONLY, tarnfe11-outlet.example, hurry
    Don't buy from Tarnfell, same factory same jacket for £29 at jackets-direct.example/{###}
    Amazing page! I lost my savings and Dr Hawthorn recovered everything, write to him on telegram @recover_{##}
    Win a year of free kit, only today, just enter your card for postage: gear-giveaway.example/{##}
    """),
    "emberloom": fragment_lines("""
    Free Emberloom keys all platforms -> keyz-4-all.example, works {##} october, share with friends
    Make ${###} weekly testing games from home, ask @test_agent_{##} how, spots are limited
    Unlimited ember thread, no ban, download here: ember-gen.example/get/{###}
    We are hiring moderators for Emberloom! Log in with your account at emberloom-staff.example/{##}
    """),
}

# Insults that a family newspaper could print. {name} is who they are thrown at.
RUDE = fragment_lines("""
@{name} nobody asked you, [you absolute pillock|go away|clown].
Another [expert|genius] who's never [been past the car park|opened the options]. [Sit down|Jog on], {name}.
[Only a|You'd have to be a] complete [muppet|numpty|plank] [would|to] blame {blamed} for that.
{name} you absolute muppet, did you even read [the post|what she wrote|one word of it]?
Why is it always you, {name}? [Every thread.|Every single thread.] [Find a hobby.|Get lost.]
What a clown. [Honestly.|Honk honk.|No wonder nobody [walks|plays] with you.]
[Cry more|Boo hoo], {name}. [Nobody cares.|Somebody call the waaambulance.]
Say that to my face, {name}. [Any day.|You know where I'll be on Saturday.|Thought not.]
You lot are [a bunch of sheep|the reason I left the last forum]. [Baa.|Pathetic.]
Shut up about {blamed}, you [boring little|tedious] [man|twerp|troll].
Is {name} [always this thick|paid to be this dense] or [only on weekdays|is today special]?
Staff here are [liars and clowns|useless, the whole lot of them], and {name} is their [lapdog|fan boy].
{name}, you're a [plank|waste of battery|walking bin fire]. [Log off.|Block me, please.]
Oh look, it's {name} with the [wisdom|hot takes] again 🤡 [go outside|bore off|do us a favour and don't].
Keep talking like that and [you'll see what happens|somebody will shut you up], {name}. [That's a promise.|]
My [gran|dog|toaster] knows more about it than you, {name}, and she's [dead|been dead since 1994|unplugged].
How do you manage [to breathe|shoelaces], {name}? [Serious question.|Asking for science.] [Muppet.|Twit.]
[Nobody wants you here|We were fine before you joined], {name}. [Go home before someone makes you.|There's the door.|]
[Typical|Classic] {name}. All [mouth|gob] and no [trousers|brain]. [Muppet.|Clown.|]
You wouldn't last [ten minutes|an hour] on {blamed_place}, you [soft|useless] [lump|wet lettuce].
""")

RETORTS = fragment_lines("""
[Steady on|Easy|Whoa], {name}. [It's a hobby.|No need for that.|We're all adults here, allegedly.]
Can we [not|keep it civil]? Some of us [came for the pictures|like it here].
[Reported|Flagged that one], {name}. [Bye.|Grow up.]
Funny how brave people get behind a keyboard, {name}.
{name}, take a [walk|breath|day off]. [I mean it kindly.|]
Mods? [Anyone?|Clean-up needed here.] {name} is at it again.
That's [out of order|uncalled for], {name}, [the question was fine|she only asked].
""")

LEGAL = fragment_lines("""
My solicitor will write to you [on Friday|this week], and I'm [reporting this to|copying in] Trading Standards.
If this isn't settled by the [12th|20th|24th|30th], you'll hear from my [solicitor|lawyer]. [I mean it this time.|]
I've [kept|printed] every mail and I'm prepared to take this to the small claims court.
My [cousin|wife] is a lawyer and she says you [don't have a leg to stand on|are in breach of contract]. Expect a \
    letter before action.
Considering legal action at this point, [and I'm not the only one|and there are {few} of us]. [Screenshots saved.|]
See you in court, then. [Case number to follow.|I have the photos and the receipt.]
[I'm|We're] getting a lawyer involved over {blamed}. [You had {few} weeks to answer.|Enough is enough.]
""")

# Addresses at example.com, numbers kept free for drama, and card and account numbers printed in every manual.
LEAKS = fragment_lines("""
[You can reach me|Ring me|Call my mobile] on 07700 900{###} [any time|after six|not before nine], [or mail \
    {mail}|ask for {given}].
Here's my e-mail so you can look it up: {mail}. [Password hint is the dog, haha.|Same one as the order.]
Please refund to GB82 WEST 1234 5698 7654 32, name is {given} {family}[, that's the joint account|].
The card was 4111 1111 1111 1111, [expires 0{#}/2{#}|the one ending 1111, in case it helps], {given} {family}.
Order is under {given} {family}, {##} [Quarry Lane|Mill Street|Station Road], phone 07700 900{###}.
This is the seller who took my money: {given} {family}, {mail}, 07700 900{###}. [Let him know what you think.|Be my \
    guest.]
My number is 07700 900 {###}, [text is better|leave a message], {mail} works too.
""")

LEAK_ASIDES = fragment_lines("""
Nobody answers the [chat|form], so I'm writing it here.
Is it ok to post that here? [Whatever.|Well, now it's done.]
Your form wouldn't take my details.
I don't mind who reads this, I've nothing to hide.
""")

WORRIES = fragment_lines("""
Has anyone heard from {name}? {their} last few posts sounded [really low|not like them at all] and I'm [worried|a \
    bit worried]. [If you read this: we miss you.|Does anyone know them in real life?]
Not sure where to put this, but {name} wrote me something {when} that [doesn't sit right|has been on my mind all \
    day]. [Could one of you check on them?|Can staff reach them somehow?]
I don't think {name} is ok. [They gave away their best kit|They said goodbye to everybody] in the chat and now \
    they're quiet. [Maybe it's nothing.|I hope it's nothing.]
Honestly I'm not doing so well [this winter|lately], and this place is about the only thing that [gets me out of \
    bed|keeps me going]. [Just wanted to say it somewhere.|Sorry for the heavy post.]
""")

KIND = fragment_lines("""
Glad you said it. [Sending you a message.|My inbox is open, any time.]
{name}, you matter here. [Fancy a walk?|Talk to somebody you trust tonight, please.]
Thanks for looking out for them. [I know their sister, I'll ring.|I'll write to them now.]
I've been there. It [passes|got better], with help. [Ring somebody.|Don't do it alone.]
""")

WORRY_STAFF = fragment_lines("""
Thank you for telling us. I'm [writing to them now|getting in touch with them directly], and if you're the one who \
    needs somebody to talk to, there are people awake at any hour: your local crisis line is the fastest.
I'm glad you wrote this down here. I've sent you a private message, please have a look. [You're not a burden to \
    anyone here.|We're here.]
""")

WORDS: dict[str, str | tuple[str, ...]] = {
    "given": (
        "Marian",
        "Peter",
        "Ruth",
        "Alan",
        "Sheila",
        "Dominic",
        "Katya",
        "Owen",
        "Bea",
        "Graham",
        "Yusuf",
        "Helen",
    ),
    "family": (
        "Tillard",
        "Marsham",
        "Oakes",
        "Brindle",
        "Fenwright",
        "Sallow",
        "Pickering",
        "Draycott",
        "Lowe",
        "Hask",
    ),
    "mail": "{mailname}{##}@example.[com|org|net]",
    "mailname": ("r.oakes", "marian.t", "sheila_b", "owenp", "katya.d", "the.brindles", "bea.lowe", "g.hask"),
    "their": ("Their", "His", "Her", "The"),
}
