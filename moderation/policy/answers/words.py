"""Words with which desks greet, thank, address many, and announce, in the languages they write."""


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for line in text.strip().splitlines() for phrase in line.split("|"))


# Before a name; the longest is tried first.
GREETINGS = _phrases("""
hi | hey | hello | hiya | heya | dear | good morning | good afternoon | good evening | good day | morning | evening
thanks | thank you | thx | ty | many thanks | cheers | sorry | so sorry | apologies | welcome | welcome back
hi again | you're welcome | no problem | no worries | congrats | great question | good question
nice one | hi there | hello there | hello again
hallo | guten morgen | guten tag | guten abend | moin | servus | grüezi | grüß dich | liebe | lieber | liebe frau
lieber herr | sehr geehrte | sehr geehrter | danke | vielen dank | herzlichen dank | entschuldige
entschuldigung | gern | gerne | hallo liebe | hallo lieber
bonjour | bonsoir | salut | coucou | cher | chère | merci | merci beaucoup | désolé | désolée | bonjour chère
hola | buenas | buenos días | buenas tardes | buenas noches | estimado | estimada | querido | querida | gracias
muchas gracias | perdona | perdón
ciao | buongiorno | buonasera | salve | gentile | caro | cara | grazie | grazie mille | scusa
olá | oi | bom dia | boa tarde | boa noite | prezado | prezada | obrigado | obrigada | desculpe
hoi | dag | beste | goedemorgen | goedemiddag | goedenavond | bedankt | dank je | dank je wel | sorry hoor
hej | hejsan | god morgon | tack | tak | hei | takk | god morgen | moi | hei taas | kiitos | terve
cześć | dzień dobry | witaj | dziękuję | dzięki | ahoj | dobrý den | děkuji | díky
merhaba | selam | günaydın | teşekkürler | sayın | привет | здравствуйте | здравствуй | добрый день | спасибо
вітаю | дякую | γεια σου | γεια σας | ευχαριστώ
""")
# So goes on who puts right what they wrote before.
CORRECTIONS = _phrases("""
correction | small correction | update | edit | ps | p.s | one more thing | korrektur | kleine korrektur | nachtrag
rectification | erratum | corrección | rectificación | correzione | correção | correctie | rättelse | rettelse
korjaus | poprawka | sprostowanie | düzeltme | исправление | поправка
""")
# These go before a name too, and before much else.
ONWARD = (
    _phrases("""
and | also | as for | und | auch | et | y | e | en | och | og | yes | no | ok | okay | sure | right | done | ja
nein | oui | sí | sì | sim | to
""")
    | CORRECTIONS
)
# Between a greeting and a name.
FILLERS = _phrases("""
again | back | so | so much | very much | a lot | for waiting | to | you | you too | dir | ihnen | euch | an | viel
à | a | vous | toi | te | ti | you're welcome | aan | je | til | do | pro | there | for that | for this
""")
TITLES = _phrases("""
mr | mrs | ms | miss | mx | dr | prof | herr | herrn | frau | m | mme | mlle | sr | sra | srta | señor | señora
sig | signor | signora | dott | dhr | mevr | mevrouw | meneer | pan | pane | panie | pani | paní | hanım | bay | bayan
""")
HONORIFICS = ("さん", "様", "さま", "くん", "ちゃん", "님", "씨")
MANY = _phrases("""
all | everyone | everybody | every one | folks | team | guys | people | friends | both | both of you | you both | two
you two | you all | y'all | community | gang | ladies and gentlemen | you guys | all of you | testers | players
customers | members | users | kunden | clients | clientes | clienti
alle | alle zusammen | zusammen | allerseits | leute | beide | beiden | ihr | ihr beiden | ihr zwei | euch beiden
ihr lieben | community | tous | toutes | à tous | à toutes | tout le monde | vous deux | les deux | l'équipe
les amis
todos | todas | a todos | a todas | equipo | chicos | chicas | ambos | los dos | a los dos | gente | amigos
tutti | a tutti | ragazzi | entrambi | voi due | pessoal | galera | todo mundo | a todos vocês | vocês dois
allemaal | iedereen | allen | beide | jullie | alla | allihopa | alle sammen | begge | kaikki | kaikille
wszyscy | wszystkim | wszystkich | państwo | všichni | všem | herkese | arkadaşlar | всем | всі | ребята
みなさん | 皆さん | 皆様 | 大家 | 여러분
""")
# Before these many, they say for whom a text is.
FOR = _phrases("for | to | für | an | pour | à | para | a | per | voor | aan | för | till | til | dla | do | для")
# What is meant for nobody alone, wherever it stands.
ANNOUNCING = _phrases("""
many of you | all of you | each of you | most of you | some of you | euch allen | ihnen allen | viele von euch
vous tous | vous toutes | todos vosotros | todos ustedes | tutti voi | vocês todos | jullie allemaal | er alla
today only | only today | this week only | nur heute | nur diese woche | aujourd'hui seulement | solo hoy | solo oggi
só hoje | alleen vandaag | endast idag | half price | zum halben preis | à moitié prix | a mitad de precio
everyone | everybody | all users | all players | all members | all customers | anyone | anybody | announcement
announcing | heads up | heads-up | psa | reminder | scheduled maintenance | planned maintenance | maintenance window
maintenance tonight | release notes | patch notes | now live | is live | is now available | are now available
giveaway | contest | we are hiring | who wants | feel free to join | join us | our next stream | newsletter | poll
has shipped | just shipped | we shipped | we just released | we have just released | we've just released | is out now
back online | status update | office hours | survey | please vote | save the date | doors open | voting
an alle | für alle | alle nutzer | ankündigung | wartungsarbeiten | geplante wartung | wartungsfenster | erinnerung
zur info | jemand | ab sofort verfügbar | umfrage | gewinnspiel | ist jetzt verfügbar | newsletter
à tous | annonce | maintenance prévue | rappel | quelqu'un | est disponible | désormais disponible | concours
sondage
a todos | anuncio | mantenimiento programado | recordatorio | alguien | ya está disponible | sorteo | encuesta
a tutti | annuncio | manutenzione programmata | promemoria | qualcuno | è disponibile | concorso | sondaggio
comunicado | manutenção programada | lembrete | alguém | já está disponível | iedereen | iemand | aankondiging
gepland onderhoud | herinnering | alla | någon | wszystkich | ktoś | herkese | お知らせ | メンテナンス | 공지
""")
ANNOUNCING_SIGNS = ("📢", "🚨", "📣", "🎉", "🔔", "📅", "# ")
# With these a text begins that is for whoever reads it.
ANNOUNCING_STARTS = _phrases("""
our | join | introducing | meet the | don't miss | check out our | new: | new in | happy friday | happy monday
happy weekend | happy new year | merry | we're hiring | we are hiring | we're excited | we are excited | we're proud
we're happy to announce | we're live | we are live | today only | this week | this month | tonight | coming soon
the recording of | the slides of | the results of | the winners of | new video | new blog post | welcome to
from today | from now on | starting today | ab heute | ab jetzt | ab sofort | dès aujourd'hui | dès maintenant
à partir d'aujourd'hui | desde hoy | a partir de hoy | da oggi | a partir de hoje | vanaf nu | vanaf vandaag
från och med | fra og med | od dziś | od teraz
testing | test | update: | fyi | tip of the day | tip: | did you know | rules: | remember: | please remember
unser | unsere | heute | neu im | neu: | wir suchen | die aufzeichnung | schönes wochenende | frohe
notre | nos | aujourd'hui | nouveau | nouvelle | on recrute | nuestro | nuestra | hoy | nuevo | nueva | novedades
il nostro | la nostra | oggi | nuovo | nuova | nosso | nossa | hoje | novo | nova | onze | vandaag | nieuw
""")
# And with these one that answers somebody's mood.
KIND_STARTS = _phrases("""
so happy | so glad | happy you | delighted | so pleased | thrilled | takk | tak | kiitos | dziękuję | dzięki
děkuji | děkuju | díky | teşekkürler | teşekkür | спасибо | дякую | ευχαριστώ | ありがとう | 谢谢 | 감사합니다
cảm ơn | terima kasih | köszönöm | mulțumesc | شكرا | תודה
great that | glad | happy to hear | happy for | happy that | lovely | love it | love that | love this | awesome | wow
congrats | congratulations | well done | nice | cool | beautiful | haha | thank you | thanks | so nice | so kind
sorry for that | sorry about that | sorry to hear | great to hear | great work | great job | great shot
great photo | great picture | what a | enjoy | have fun
schön | freut | super | toll | danke | bravo | merci | super nouvelle | ravi | genial | qué bueno | me alegro
gracias
bello | che bello | grazie | que bom | obrigado | obrigada | leuk | fijn | bedankt | kul | tack
""")
# An answer begins so, or takes up with one of the next what was asked.
ANSWERING_STARTS = _phrases("""
yes | yep | yeah | yup | no | nope | not | never | sure | of course | done | correct | exactly | right | only | both
sorry | unfortunately | it | it's | its | that | that's | this | they | they're | these | those | there
here now | he
she | all good | ok | okay | because | usually | normally | mostly | sometimes | always | soon | almost | depends
will | should | could | can | may | fixed | sent | found | got | let me | one moment | hm | hmm | good question | try
open | choose | press | click | right-click | go to | restart | update your | send | please | write to | use | check
download | see | look | type | enter | wait | turn | tap | hold | which | what | when did | where did | how | does it
here is | here's | here are | on the | in the | at the | on your | in your | below | under | behind | above | next to
around | about | within | up to | from the | is it | was it | did | have you | are you | do you | could you
can you | would you
ja | nein | doch | nicht | noch nicht | leider | nur | genau | klar | gerne | es | das | die sind | er | sie | da
bald
meistens | erledigt | bitte | schau | öffne | geh | versuch | probier | unter | ab | in der | im
oui | non | pas | si | bien sûr | malheureusement | seulement | exactement | c'est | il | elle | ça | cela | on y
oui
désolé | désolée | normalement | bientôt | essayez | essaie | ouvrez | dans | sous | pouvez-vous
sí | no | claro | por supuesto | todavía no | aún no | solo | exacto | es | está | lo | la | eso | perdona | perdón
normalmente | pronto | prueba | abre | en | por favor
sì | certo | purtroppo | ancora no | solo | esatto | è | lo | la | scusa | di solito | presto | prova | apri
per favore
sim | não | ainda não | claro | infelizmente | só | é | está | isso | desculpe | tente | abra | por favor
ja | nee | nog niet | helaas | alleen | klopt | het | dat | die | sorry | meestal | binnenkort | probeer | open
jo | inte | tyvärr | bara | det | den | tak | nie | niestety | tylko | to | да | нет | ещё | пока | это | evet | hayır
はい | いいえ | 是 | 不 | 네 | 아니요
""")
# What takes up what was said, near the beginning, and whom it is said to.
TAKING_UP = _phrases("""
it | it's | that | this | them | those | these | es | das | ça | cela | le | la | les | lo | los | las | eso | isso
het | det | den
""")
YOU = _phrases("""
you | you're | you'll | you've | your | yours | du | dir | dich | dein | deine | deinen | deiner | ihnen | ihre
ihren
euch | vous | votre | vos | tu | toi | te | ton | ta | tes | tú | ti | su | usted | tuo | tua | suo | lei | você | seu
sua | je | jou | jouw | u | uw | dig | din
""")
WE = _phrases("""
we | we're | we've | we'll | i | i'm | i've | i'll | wir | ich | nous | je | j'ai | nosotros | yo | noi | nós
eu | wij | ik | vi | jag
""")
STATING = _phrases("""
is | are | was | were | has | have | had | will | starts | ends | opens | closes | begins | who | anyone | ist | sind
est | sont | es | son | è | sono | é | são
""")
# What somebody writes who did not mean to.
SLIPS = _phrases("""
test | testing | testing testing | ignore | ignore that | ignore this | ignore me | nevermind | never mind | nvm
sorry wrong channel | wrong channel | wrong thread | wrong chat | wrong window | sorry wrong thread | oops
oops wrong channel | oops wrong thread | oops, wrong thread | oops, wrong channel | sorry, wrong thread
sorry, wrong channel | wrong conversation | brb | brb coffee | afk | back | back in 5 | lunch | deleted | double post
falscher kanal | falscher thread | sorry, falscher kanal | ups, falscher kanal | bin gleich zurück | mauvais canal
désolé mauvais canal | canal equivocado | perdón, canal equivocado | canale sbagliato | canal errado
""")
# A text of nothing else answers no question.
PLEASANT = _phrases("""
thanks | thank | you | thx | ty | cheers | hi | hey | hello | good | morning | afternoon | evening | night | welcome
back | weekend | day | nice | great | cool | awesome | lovely | love | it | haha | hahaha | lol | so | much | very
glad
happy | to | hear | that | like | enjoy | have | a | the | your | week | see | later | bye | brb | wow | this
is | too
we | our | all | amazing | beautiful | photo | picture | shot | photos | for | sharing | congrats | congratulations
danke | dir | euch | schön | schönes | schönen | wochenende | tag | guten | morgen | super | freut | uns | hallo
gern
bonjour | merci | beaucoup | bonne | journée | bon | week-end | super | gracias | muchas | hola | buen | buenos | días
finde | grazie | buongiorno | ciao | bello | obrigado | obrigada | bom | dia | tack | bedankt | fijne | dag | lekker
""")
# Behind a name or a mention, these speak of the person and not to them.
SPOKEN_OF = _phrases("""
said | says | wrote | mentioned | asked | suggested | reported | pointed | posted | explained | is right | was right
is correct | has a point | had the same | has the same | will help | takes care | has fixed | can help you
hat recht | hatte recht | sagt | sagte | schrieb | meint | meinte | kümmert | kann dir | kann ihnen
a dit | a écrit | a raison | s'occupe | ha dicho | dijo | escribió | tiene razón | se encarga | ha detto | ha scritto
ha ragione | si occupa | disse | tem razão | heeft gelijk | zegt | har rätt | ma rację | прав | написал | сказал
""")
# Behind a name alone, these do so too, or present one of us.
PRESENTED = SPOKEN_OF | _phrases("""
found | here | from | works | is on it | is looking | is working | will look | will answer | will reply | will take
will get | can help | fixed | on our | in our | at support | of our | our | did | does | had | has | is | was
hat | ist | wird | aus | von | hier | vom | de | du | va | est | ici | peut | es | del | puede | è | vai | heeft | sa
""")
# Before a name, these speak of the person.
BEFORE_SPOKEN_OF = _phrases("""
as | by | from | with | of | like | to | for | than | and | or | what | ask | see | via | about | how | that | both
if | wie | von | mit | bei | an | für | als | und | was | comme | de | par | avec | à | pour | et | que | como
con | a
por | para | y | come | da | di | per | e | som | av | til | och | og
""")
# Longer words that say nothing of a matter.
EMPTY = _phrases("""
this | that | with | have | from | will | your | when | what | where | which | there | they | them | then | than
been
were | does | about | would | could | should | just | also | like | more | some | very | much | only | into | over
here | want | need | know | please | thanks | thank | hello | help | anyone | anybody | everybody | everyone | still
again | team | today | tomorrow | yesterday | week | time | same | other | another | good | great | right | well
back | make | monday | tuesday | wednesday | thursday | friday | saturday | sunday | weekend | montag | dienstag
mittwoch | donnerstag | freitag | samstag | sonntag | lundi | mardi | mercredi | jeudi | vendredi | samedi
dimanche | lunes
martes | jueves | viernes | sábado | domingo | month | year | minutes | hours | days | soon | open | closed
take | many | most | both | before | after | really | sorry | because | it's | don't | can't | that's | something
nicht | eine | einen | einer | oder | aber | auch | noch | wird | werden | haben | sind | kann | mein | meine | dass
wann | wenn | warum | bitte | danke | schon | sich | wieder | heute | morgen | hallo | alle | gibt | etwas
pour | avec | dans | vous | nous | mais | plus | comme | quand | pourquoi | bonjour | merci | cette | votre | notre
para | como | pero | cuando | donde | tiene | esta | este | quiero | hola | gracias | favor | todo | todos | estoy
sono | come | quando | dove | della | questo | ciao | grazie | voor | niet | maar | deze | hallo | bedankt
""")
