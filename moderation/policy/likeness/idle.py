"""Words that alone make no text read like abuse: what people play with, and what people are."""

from moderation.policy.sentiment.words import listed

IDLE = frozenset(
    listed(
        """
        kill kills killed killing killer die dies died dying dead death shoot shoots shot shooting shooter
        murder murdered destroy destroyed smash smashed beat beats bomb bombed burn burned burning hell damn
        crap screw screwed cock cocks tit tits hoe dyke hated cut knife gun guns war fight fighting weapon blood
        drunk beer drug drugs weed gay gays lesbian lesbians queer trans transgender homosexual homosexuals
        black blacks white whites muslim muslims islam islamic jew jews jewish christian christians religion god
        bible women woman men man arab arabs mexican mexicans asian asians african africans indian indians
        immigrant immigrants refugee refugees disabled blind deaf autistic period pregnant terrorist terrorists
        nazi hitler politics trump obama court lawyer sue zip bag chambers donkey spout buzz drove worm vine
        clouds bunch mom moms mum expense publicly guts commercials practise reversed hav shove minorities wool
        baloney beth commit turk canyon frankly manipulate wheeler tbh eat throat sits chiefs chew overweight
        obese aged chester isaac sniff packed gosh vets aussie basement knees tires voicing smoke orders truck
        consist thinkers sheer liberals religiously gregory skull homosexuality cancer slave grow outs pump
        husband boss sends stab stabbed nut nuts bloody stink stinks
        """
    )
)
