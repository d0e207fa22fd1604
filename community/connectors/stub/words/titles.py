"""Headlines of posts and reviews."""

from community.connectors.stub.grammar import fragment_lines

POSTS = fragment_lines("""
{product}: {key}
{product}, {key} [problem|trouble|again]
[Help|Advice] [with|needed on] {key}[, {product}|]
{key}[?|, please help| question]
[Is this|Is it] normal? ({product})
[Stuck|Lost|Puzzled]: {key}
Anyone else with {key} [bother|issues|trouble]?
{nth_word} time: {key}
{key} since {since}
Before I [give up|send it back|throw it out of the window]: {key}
[Daft|Quick|Probably stupid] question about {key}
{product} / {key} / [sigh|ideas?|any tips?]
""")

GLAD = fragment_lines("""
[Love|Loving] it
[Does|It does] what it says
[Better|Even better] than [hoped|expected]
[Five|5] stars[ from {place}|]
Worth [it|the wait|every penny]
Quietly [brilliant|excellent]
[Best|Nicest] thing I [bought|got] this year
[Still|{few} years and still] going strong
A [keeper|beauty|gem]
[Impressed|Very impressed|Happy]
No [regrets|complaints]
[Almost|Nearly] perfect
Wow
""")

CROSS = fragment_lines("""
[Not|Really not] [good enough|happy|impressed]
[Disappointed|Gutted|Let down][ again|]
[Avoid|Don't bother|Save your money]
[Great|Fine] [at first|until it wasn't]
What [happened|went wrong]?
[Used to be|Was] [good|great]
{key}: [one star|two stars|never again|a saga]
Broken after {few} weeks
[Wanted|I wanted] to love it
Three [weeks|mails] and [nothing|no answer]
{product}? No[ thanks|]
""")

WORDS: dict[str, str | tuple[str, ...]] = {"nth_word": ("Second", "Third", "Fourth", "Umpteenth")}
