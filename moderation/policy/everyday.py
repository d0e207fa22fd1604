"""Common English words, which are never taken for another one in disguise."""

WORDS = """
a able about above ace act add after again age ago ah aid aim air all also am an and angel angels angle any app
are arm art as ask ass at ate away bad bag ball ban band bank bar barely base bat batch batches bath be bear beat
bed bee been beer beg being bell belt best bet bid big bike bill bird bit bite biter biting bitter blue board boat
body bone book boom boot born boss both bow box boy brave bread break breast bred breed brew bring bucks bug build
bus busy but buy by cab cake call calm came camp can cap car carbon card care carries cart carve case cash cast
casual cat causal chat check chip city class clay clip club coal coat code coin cold coma come comma cool cop copy
core cost cow crave crew crop cry cup cut dad dairy damp dark data date dawn day days deal dear deck deep deeps
deer delivers den denim desert desk dessert devil diaper diary did die diet dig dim diner dinner dip dirt disk do
doc does dog done door dose dot down drag draw drawer drop dry dub due dug duke duty dying each ear earn ease east
easy eat edge edit edits egg ego else emit end era even ever exit eye face fact fade fail fair fall fan far farm
fast fat fear fed fee feed feel feet fell felt few file fill film find fine fire firm fish fit five fix flag flat
flew flow fly foe foes fog folk fond food foot for fork form four free from fuel full fun fund gain game gap gas
gateman gave gear get gift girl give glad go goal god goes gold golf gone good got grab gray great grew grey grid
grow gum gun gut guy had hair half hall ham hand hang hard has hat hate have he head hear heat held help hen her
here hero hers hey hi hid hide high hill him hint hip hire his hit hold hole home hop hope hoping hopping horn
host hot hour how hub hug huge hurt ice icon idea if ill in ink inn into ion is it item its jam jar jaw jet job
join joke joy jump jury just kayak keen keep key kick kid kind king kit knee know lab lack lad lady lag lager laid
lake lamp land lane lap large last late later latter law lay lazy lead leaf leak lean leap left leg lend less let
level lever liar lid lie life lift light like limb line link lion lip list lit live lived lives load loan lock log
long look lookin looking loops loose loosen looser loosing lord lose loss lost lot loud love low luck lump lung
lying mad made mail main make male man many map mark mars mass mat match matter may me meal mean meat meet melt
men menu mess met mice mid mild mile milk mill mind mine mined mint miss mix mod mode mom mood moon more most
mouse move much mud mug must my nail name near nearly neat neck need nest net never new news next nice night nine
no nod none noon nor norm nose not note now nut oak odd of off oil ok old on once one only onto open or oral other
our out oven over owe own pace pack pad page paid pain pair pal palm pan pans park part parts pass past pat patch
path pay peak peels pen pens per pet phone pick pie pile pill pin pine pink pint pipe pit plan planed planned play
plea plot plug plus pod poem poet point pole poll pond pool pools poor pop port pose poses post pot pour pray pull
pump pure push pusses put puts quiet quit quite race rack rail rain ran rang rank rare rate rather raw ray read
real rear red regal rely rent repaid rest reviled reward rib rice rich rid ride right ring rip rise risk river
road roast rob rock rod role roll roof room root rope rose row rub rude rug ruin rule run rush sad safe said sail
sale salt same sand sang sat save saw say scale scene sea seal seat sec see seed seek seem seen self sell send
sent set sew shall she shed ship shirt shoes shop short shot should show shut shy sick side sigh sign silk sin
since sing sink sir sit site size ski skin skip sky slap slat sleep slip slope slopes slot slow snap snow so soap
sock soft soil sold some son song soon sort soul soup sour spa speed spilt spin spirit spit split spool spot spots
stab star staring starring start stationary stats stay steal step stick stir stop stops store story strap straw
stressed such suit sum sun super supper sure swap swim tag tail take tale talk tall tan tap tape taping
tapping task taste tasty tax tea team tear tech tell ten tend tent term test text than thank that the their them
then there these they thin thing think this thorough those though thread through throw thus tide tides tie till
time tin tiny tip tire to toe toes told tone too took tool top tore torn toss total touch tour town toy track
trade train trap traps trash tray tree trial trick tried trim trip true try tub tube tune turn twin two type ugly
under unit united untied until up upon us use used user van vast very via view vote wage wait wake walk wall want
war warm warts was wash watch water wave wax way we weak wear web week well went were west wet wether what wheel
when where whereas wheres which while white who whole whom whose why wide wife wild will win wind wine wing wipe
wire wise wish wit with wolf won wood wool word work world worn would wrap write writing written wrong yard yeah year
yes yet you young your zone
"""
EVERYDAY = frozenset(WORDS.split())
