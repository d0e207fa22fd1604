"""The words of which postal addresses are made."""

import re


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


STREETS = r"street|str|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|crescent|cres|terrace|parkway|pkwy"
# Words of other things too.
PLACES = (
    r"drive|dr|way|place|pl|court|ct|close|square|sq|circle|cir|trail|trl|highway|hwy|row|gardens|gdns|grove|mews|hill|walk"
    r"|view|rise|green|quay|wharf|loop|park|path|run|alley|plaza|parade|esplanade|mall|heights|ridge|crossing|turnpike|vale"
)
# In these languages the name follows.
BEFORE_NAME = (
    r"rue|chemin|impasse|all[ée]e|quai|boulevard|bd|avenue|calle|c/|carrer|avenida|avda|av|paseo|camino|carretera|ctra"
    r"|plaza|pza|ronda|rambla|glorieta|traves[íi]a|pasaje|callej[óo]n|calzada|privada|retorno|circuito|via|viale|vicolo"
    r"|piazza|piazzetta|piazzale|corso|strada|contrada|borgo|largo|rua|travessa|estrada|alameda|pra[çc]a|rodovia|ladeira"
    r"|ul|ulica|aleja|al|plac|pl|os|jalan|jl"
)
# Of these many stand before other things.
LOOSE_BEFORE_NAME = words_of(
    "via plac pl al os camino strada corso avenue plaza ronda largo borgo circuito retorno privada"
)
AFTER_NAME = (
    r"stra(?:ss|ß)e|gasse|all[eé]e?|utca|útja|út|tér|tere|körút|krt|rkp|sokak|caddesi|bulvarı|katu|kuja|polku|vej|veien|vägen"
    r"|gatan"
)
SHORT_AFTER_NAME = r"str|u|sok|cad"
# After the name of a place that ends in “er”.
AFTER_PLACE = r"platz|ring|damm|ufer|weg|markt|chaussee|tor"
ENDINGS = (
    r"stra(?:ss|ß)e|stra(?:ss|ß)en|str|gasse|all[eé]e?|alléen|chaussee|straat|laan|gracht|plantsoen|singel|vej|vejen|veien|vegen|vägen"
    r"|gata|gatan|gaten|stræde|katu|kuja|polku|braut|gränd"
)
HYPHENED = r"ring|platz|weg|damm|ufer|steig|hof|all[eé]e"
# Words of other things end so too.
LOOSE_ENDINGS = r"weg|platz|damm|plein|dijk|ntie|gade|väg"
# In the Cyrillic letters of Russian, Ukrainian and Bulgarian.
CYRILLIC = r"ул|улица|вул|вулиця|пер|переулок|наб|бул|бульвар|пр|просп|проспект|ш|шоссе|пл|площадь|алл|аллея"
UNITS = r"apt|apartment|suite|ste|unit|flat|room|rm|floor|wohnung|piso|depto|departamento|appartement|appt|interno|lejl"
KINDS = re.compile(
    rf"{STREETS}|{PLACES}|{BEFORE_NAME}|{AFTER_NAME}|{SHORT_AFTER_NAME}|{AFTER_PLACE}|{UNITS}|{ENDINGS}", re.IGNORECASE
)
# How many or how long, and not where.
COUNTED = words_of(
    """
    am pm star stars mile miles lane lanes way ways day days week weeks month months year years hour hours minute
    minutes min second seconds step steps man men person people player players point points percent dollar dollars
    euro euros pound pounds dead top times x floor floors story foot feet ft km meter meters metres inch bedroom bed
    speed wheel part parts uhr jahre tage stunden minuten prozent horas días años minutos metros heures ans jours
    """
)
TIMES = words_of(
    """
    march may mar monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun today
    tomorrow tonight montag dienstag mittwoch donnerstag freitag samstag sonntag gmt utc edt pst pdt cet bst
    """
)
MONTHS = words_of(
    """
    january february april june july august september october november december jan feb apr jun jul aug sep sept oct
    nov dec januar februar märz juni juli oktober dezember enero febrero marzo abril mayo junio julio agosto
    septiembre octubre noviembre diciembre
    """
)
PARTICLES = words_of(
    """
    de la le les du des d del della delle dei di da do dos das e y i el los las van von der den dem am an im zum zur
    of the and und et n s w ne nw se sw st
    """
)
# Houses that everybody knows, and that nobody lives in.
FAMOUS = re.compile(
    r"10 downing|11 downing|1600 pennsylvania|221 ?b baker|42 wallaby|4 privet|12 grimmauld|742 evergreen|21 jump"
    r"|8 mile|1313 mockingbird|10 cloverfield|84 charing|123 sesame|1428 elm|62 west wallaby",
    re.IGNORECASE,
)
# German and Danish words with an ending of streets that are none.
NO_STREETS = re.compile(
    r"(?:arbeits|park|sitz|steh|stell|liege|schlaf|lager|speicher|start|mittel|spiel|sport|golf|fußball|camping|tabellen|rad|um|aus"
    r"|rück|hin|fuß|wander|heim|schul|dienst|rechts|um)(?:platz|weg)|sackgasse|brigade|renegade|auntie|(?:auto|land|bundes)stra(?:ss|ß)e",
    re.IGNORECASE,
)
# Words of sentences, which no street is called by.
SENTENCE = words_of(
    """
    i you he she it we they me my your his her our their this that these those is are was were be been have has had
    do does did not no yes can will would could should if so but as by about over after before up out off than then
    there here when where who what how why all any some more most other only just also very too much many few such
    get got go went make made take see come say said want need like use find give tell with for from into while
    during since per plus in to on at unser unserer euer dieser jeder einer keiner eg ie vs ich er sie wir ihr ist
    sind war nicht mit für und oder aber que con por para pero muy est sont avec pour mais pas
    """
)
# What may go on after an address, where any other small word would make it a part of a name.
FOLLOWING = (
    SENTENCE
    | PARTICLES
    | words_of(
        """
    tonight today tomorrow now please pls soon asap last next around near between until till again yesterday which
    because street where his her their bitte morgen heute gegen por favor mañana hoy
    """
    )
)
