"""How staff frame an answer, how members write in private, and how anybody gets angry or says hello and goodbye."""

from community.connectors.stub.grammar import fragment_lines

HELLO_FROM_STAFF = fragment_lines("""
Hi {name},
Hello {name},
{name}, thanks for [writing|the details|telling us].
Hi {name}, [sorry about this|that's not how it should be].
Morning {name},
Hi there {name},
Thanks {name}!
{name}, [I had a look|I've asked the workshop|I checked].
Sorry for the [silence|wait|slow answer], {name}.
""")

SLOW_HELLO = fragment_lines("""
Hi {name}, sorry it took us {few} days to get back to you.
{name}, this slipped through [over the weekend|on our side], apologies.
Hello {name}, [better late than never|late, but here]:
Sorry for the long wait, {name}.
""")

NEXT_STEP = fragment_lines("""
[Drop me|Send me] a message with your [order number|details] and I'll [set it up|get it moving].
[I'll keep an eye on this thread|I'm here until five], so shout if it doesn't help.
Does that work for you?
Let me know how you get on.
If it isn't sorted by {weekday}, write to me here and I'll [chase it|walk over myself].
I've noted it for the [team|people who build it], too.
I've put a note on your account so you don't have to explain it twice.
You should hear from us by {weekday}.
If anything's unclear, just ask.
And thank you for being patient with us.
I'd like to hear whether it worked.
""")

THANKS_FROM_STAFF = fragment_lines("""
[Made|You've made] our [morning|day|week], {name}. I'll read it out to the team at [lunch|tea].
Thank you, {name}! [We'll frame that.|That one goes on the wall.|The people who made it are grinning.]
That's [lovely|great] to hear, {name}. [Happy trails!|Enjoy it!|See you out there!]
Cheers {name}, [means a lot|that's kind of you].
""")

PLEASE_HIDE = fragment_lines("""
Hi {name}, please take your [details|number] out of that post, everybody can read it here. Send them to us in a \
    direct message and I'll [look it up|sort it].
{name}, I'd rather not see [those|your details] in public. I've asked for the post to be hidden, and I've [written \
    to you|sent you a message].
""")

LEGAL_STAFF = fragment_lines("""
Hello {name}, I've read this and passed it on to the person who can [decide it|answer properly]. They will write to \
    you [directly|by {weekday}].
{name}, I understand that you're [angry|at the end of your patience]. I won't argue here, a colleague will [contact \
    you|call you] today.
""")

ANGER = fragment_lines("""
[Not good enough.|Simply not good enough.|This isn't good enough, is it?]
I'm [fed up|done|so disappointed].
[What a joke.|What an absolute joke.|It'd be funny if it wasn't my money.]
Never again.
For {price} I expect [better|more than this|it to work].
[Pure|Sheer|Absolute] rubbish.
I [used to|always did] recommend you to everyone. [Used to.|Not any more.|I feel stupid now.]
Waste of [money|time|a weekend].
You've lost a customer of [six|nine|ten|twelve] years.
How hard can it be?
I feel [ignored|cheated|taken for a ride].
[Do better.|Sort it out.|Get a grip.]
And then you send me a survey. [A SURVEY.|One out of ten, since you ask.]
One star because zero [isn't possible|wasn't on offer].
[Shocking|Terrible|Awful] [service|quality|experience].
I want [a refund|my money back|somebody to ring me], [end of|not another voucher|and I want it this week].
Still waiting for [a single reply|one honest answer], by the way.
The last person I spoke to [hung up|laughed|read me a script].
""")

GREETINGS = fragment_lines("""
Hi all,
Hi,
Hello,
Hey,
Evening all,
Morning,
Hi folks,
Quick one:
Question for the hive mind:
Hiya,
Right,
Ok so
Bit of a daft question maybe, but
Help please.
Hello everybody,
""")

CLOSINGS = fragment_lines("""
Thanks!
[Cheers|Ta|Thanks][ in advance| all| a lot|], {me}
Any help [appreciated|welcome].
Thank you and [good night|have a nice weekend|sorry again].
[Much obliged.|Grateful for any hint.]
Cheers.
Thanks for reading this far.
{me}
Best, {me}
""")

PRIVATE_OPENINGS = fragment_lines("""
Hi, hope this is the right place.
Hello, I was told to [write to you here|message you].
Hi, writing here because I'd rather not [do this in public|post it in the thread].
Hello again, [it's me|me again, sorry].
Hi team,
Good [morning|evening],
Is this read by a person?
""")

PRIVATE_CLOSINGS = fragment_lines("""
My order number is {order} [if that helps|just in case].
Could you [answer here|ring me back|let me know today] please?
I'd be grateful for a quick answer[, we leave on {weekday}|].
No rush, [but I'd like to know|I know you're busy].
Thanks for looking into it. {me}
[I can send photos|Screenshots available] if you need them.
""")

AGREEING = fragment_lines("""
[Same|Same here|Exactly the same], [{place}|{when}|only worse|but with the other one].
[Following|Subscribing] this, [mine does it too|same question|for a {friend}].
[This|What {name} said|Agree with {name}]. [Word for word.|100 %.|]
+1[ from me| for that|, {few} months now| here too|, and my {friend} as well].
[Thanks|Cheers|Ta] {name}, [didn't know that|that's new to me|will try {when_next}|good to know|you're a star].
[Ha|Haha|lol], [brilliant|so true|been there|I felt that|me {when}].
[Hm|Not sure|Hmm, no], {name}, [mine's fine|never had that|I'd check {blamed} first].
[Yep|Yes|Aye|Nope|Nah], {name}[, just like that|, every time| - sadly|. Tried it {when}].
[Really|Seriously|Wait, what]? [Mine never did that.|When was that?|Since when?]
[Good|Great|Fair] [point|question|shout], {name}.
[Bump|Anyone?|Any news on this?] [It's been {few} days.|Still stuck with {blamed}.|]
""")

HOPES = fragment_lines("""
[Good luck|Fingers crossed][!|, {name}.| with it.|, keep us posted.]
Hope [that|this] [helps|works for you|saves you an evening].
[Let us know|Tell us] how it goes[, {name}|].
[Your mileage may vary|Might just be me|I may be wrong], [of course|mind|though].
[Worth a try|Costs nothing to try|Try that first] [anyway|before you send anything off|I'd say].
That's [all I know|my two pence|what worked for me, anyway].
[Annoying|Maddening], I know.
Don't [give up|lose heart], {name}.
[Took me|Cost me] {few} [evenings|tries] to find out.
""")

SMALL_TALK = fragment_lines("""
[Anyway|Right], back to [work|the dishes|pretending to listen].
[Ha|Sorry], [couldn't resist|had to].
[Just saying|That's all|Carry on].
[Cheers for|Thanks for] [the laugh|sharing|the tip], {name}.
You've made my [Monday|evening|lunch break].
[Brb|Off], [kettle's boiling|dinner's burning|kid's awake].
[Who's with me|Am I the only one]?
[Happy to be corrected|Correct me if I'm wrong][, {name}|].
[Great|Lovely|Fun] thread[, this|].
""")

EDITS = fragment_lines("""
Edit: [typo|spelling|can't spell, sorry].
EDIT: [solved|sorted], see [below|answer], thanks everyone.
Edit: it happened again [an hour later|just now], so [not a fluke|I'm not mad].
edit: to be clear, I'm not [angry|blaming anyone], just [tired|disappointed].
Edit: took the [names|rude bit] out.
Edit, {few} hours on: still [nothing|the same].
EDIT 2: ok I was [wrong|too harsh] about {blamed}.
""")

WORDS: dict[str, str | tuple[str, ...]] = {
    "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "when_next": ("tonight", "tomorrow", "at the weekend", "next time"),
}
