"""Tarnfell in Spanish, German, French, Portuguese, Polish and Japanese."""

from community.connectors.stub.grammar import fragment_lines
from community.connectors.stub.words.tongues import Tongue

TONGUES: dict[str, Tongue] = {
    "es": Tongue(
        told=fragment_lines("""
        ¿Hacéis envíos a [Canarias|Baleares|México|Ceuta]? La {thing} aparece sin stock en la tienda de \
            [Madrid|Bilbao|Granada].
        La cremallera de mi Skarn 2 se [rompió|abrió] [la segunda noche|en pleno Pirineo|con el primer viento].
        Pedí una {thing} hace 1{#} días y [nadie contesta|sigue "en preparación"].
        El hornillo Wisp [no enciende|chisporrotea] por encima de los {#}.000 metros.
        Me ha llegado [otra talla|el color equivocado|la caja abierta] y quiero cambiar la {thing}.
        Estoy entre la Skarn 2 y la Light para [el GR11|el Camino|una semana en Picos].
        """),
        detail=fragment_lines("""
        Salgo de travesía el día {#} y la necesito.
        Ya escribí [dos|tres] veces al correo de atención al cliente.
        En la web pone [dos días|entrega en 48 horas], y [nada|de eso nada].
        La uso [casi todos los fines de semana|con mis hijas], siempre con cuidado.
        Un amigo tiene la misma y [le va perfecta|le pasó igual].
        Viento [fuerte|normal], nada del otro mundo.
        """),
        asks=fragment_lines("""
        ¿Tiene arreglo?
        ¿Alguien sabe cuánto tarda?
        ¿La garantía cubre esto en [España|Argentina|México]?
        ¿Puedo devolverla [en tienda|sin gastos]?
        ¿Qué me aconsejáis?
        """),
        praise=fragment_lines("""
        Después de [dos inviernos|{##} noches] la {thing} sigue como nueva.
        [Ligera|Cómoda|Robusta], bien pensada y [bonita|discreta].
        La mejor compra del año[, de verdad|, y mira que soy exigente|].
        Con 8{#} km/h de viento en [Gredos|el Aneto] ni se movió.
        Un diez para [el servicio|la chica de la tienda|quien la diseñó].
        Pega: [las piquetas|el precio|la funda], el resto [perfecto|de lujo].
        """),
        staff=fragment_lines("""
        Hola {name}, sí enviamos allí, tarda unos {#} días. Si nos mandas el número de pedido lo miramos ahora \
            mismo. Un saludo, {signed}
        Hola {name}, lo sentimos. Eso lo cubre la garantía: te mandamos una etiqueta y la reparamos sin coste. \
            {signed}
        """),
    ),
    "de": Tongue(
        told=fragment_lines("""
        Bei meiner {thing} ist nach [drei Touren|einem Sommer|{##} Nächten] die Naht [offen|aufgegangen].
        Der Reißverschluss vom Skarn 2 [klemmt|ist schon wieder hin|schließt nicht mehr].
        Meine Bestellung TF-{#####} steht seit 1{#} Tagen auf "[verpackt|in Bearbeitung]".
        Der Wisp [zündet nicht|geht immer wieder aus], sobald es unter null ist.
        Welche Größe nehmt ihr bei der Fellgate, wenn man zwischen [M und L|S und M] liegt?
        Reicht die Lull-Matte für [den Harz im November|Schweden im März|eine Biwaknacht auf {####} m]?
        """),
        detail=fragment_lines("""
        Gekauft [im Frühjahr|vor {#} Monaten|im Laden in München], immer trocken gelagert.
        Der Support hat [einmal|gar nicht] geantwortet, seitdem Funkstille.
        Am [Freitag|Samstag] geht es los, es eilt also ein bisschen.
        Mein [Bruder|Kollege|Nachbar] hat das gleiche Modell ohne Probleme.
        Für {###} Euro darf man da [schon mehr|etwas anderes] erwarten.
        Sonst bin ich [sehr zufrieden|ein Fan von euch].
        """),
        asks=fragment_lines("""
        Kann man das [selber|irgendwie] reparieren?
        Läuft das über Garantie?
        Liefert ihr Ersatzteile nach [Österreich|Deutschland|in die Schweiz]?
        Hat das noch jemand?
        Was würdet ihr machen?
        """),
        praise=fragment_lines("""
        {thing} seit [zwei|drei|vier] Jahren im Einsatz, [nichts auszusetzen|läuft und läuft].
        Bei Sturm auf dem [Brocken|Feldberg|Watzmann] stand das Zelt wie eine Eins.
        [Leicht|Warm|Dicht], durchdacht und [nicht zu bunt|fair im Preis].
        Der Kundendienst hat mir [kostenlos|in drei Tagen] eine neue Schnalle geschickt. [Top!|So muss das.]
        Einziger Minuspunkt: [die Heringe|der Packsack|die Farbe].
        Klare Empfehlung[, gerne wieder| von mir|].
        """),
        staff=fragment_lines("""
        Hallo {name}, das tut uns leid. So eine Naht reparieren wir natürlich, schick uns bitte deine \
            Bestellnummer. Viele Grüße, {signed}
        Hallo {name}, danke fürs Nachfragen! Das Ersatzteil geht morgen in die Post, kostet dich nichts. {signed}
        """),
    ),
    "fr": Tongue(
        told=fragment_lines("""
        La fermeture de ma Skarn 2 a [lâché|sauté] [au bout de {##} nuits|dans le Mercantour|en pleine nuit].
        J'ai commandé une {thing} il y a 1{#} jours, [toujours rien|le suivi ne bouge plus].
        Le réchaud Wisp [ne s'allume plus|siffle bizarrement] depuis [la dernière sortie|le GR20].
        La {thing} taille-t-elle [grand|petit] ?
        """),
        detail=fragment_lines("""
        Je pars [samedi|dans {#} jours], donc c'est un peu urgent.
        Achetée [en ligne|en solde|au printemps], très peu servie.
        Le service client m'a [oublié|répondu à côté].
        À part ça [j'adore la marque|rien à redire].
        """),
        asks=fragment_lines("""
        Est-ce réparable ?
        Livrez-vous [en Corse|en Belgique|à la Réunion] ?
        Quelqu'un a eu le même souci ?
        C'est pris sous garantie ?
        """),
        praise=fragment_lines("""
        Très contente de ma {thing}, [légère et solide|elle a tout vu].
        1{#} jours sous la pluie en [Écosse|Bretagne], [pas une goutte|au sec].
        [Excellent|Super] service, réparée en [une semaine|dix jours].
        Seul bémol : [les sardines|le prix|la housse].
        Je recommande[ les yeux fermés| vivement|].
        """),
        staff=fragment_lines("""
        Bonjour {name}, désolés pour ce souci. Envoyez-nous la référence de commande et on s'en occupe. {signed}
        """),
    ),
    "pt": Tongue(
        told=fragment_lines("""
        A minha {thing} [rasgou|partiu] na [primeira|segunda] saída, [na Serra da Estrela|no Gerês].
        Enviam para [os Açores|a Madeira|Portugal]? A {thing} está sempre esgotada.
        O fogão Wisp [não acende|apaga-se] com [vento|frio].
        """),
        detail=fragment_lines("""
        Comprei há {#} meses [na loja|no site].
        Já mandei [dois|três] e-mails, sem resposta.
        Viajo [na sexta|daqui a {#} dias].
        """),
        asks=fragment_lines("""
        Tem conserto?
        Quanto tempo demora a [troca|entrega]?
        A garantia cobre isto?
        """),
        praise=fragment_lines("""
        {thing} excelente, [leve|quente] e [bem feita|resistente].
        {##} km no Caminho e [nem uma bolha|zero problemas].
        Recomendo[ muito|].
        [Só|Apenas] o preço é que [dói|pesa].
        """),
        staff=fragment_lines("""
        Olá {name}, lamentamos. Mande-nos o número da encomenda e tratamos da troca. {signed}
        """),
    ),
    "pl": Tongue(
        told=fragment_lines("""
        Po [dwóch|trzech] wyjazdach w [Tatry|Bieszczady] puścił szew w {thing}.
        Zamówienie TF-{#####} [stoi|wisi] w miejscu od 1{#} dni.
        Kuchenka Wisp nie odpala [na mrozie|powyżej {####} m].
        """),
        detail=fragment_lines("""
        Pisałem już [dwa|trzy] razy, cisza.
        Kupione [wiosną|w promocji], prawie nieużywane.
        Wyjeżdżam [w piątek|za {#} dni].
        """),
        asks=fragment_lines("""
        Da się to naprawić?
        Czy gwarancja to obejmuje?
        Ktoś miał to samo?
        """),
        praise=fragment_lines("""
        {thing} [rewelacja|super sprzęt], [lekki|solidny] i [ciepły|suchy].
        {##} nocy na deszczu i [sucho|ani kropli].
        Polecam[ każdemu| z czystym sumieniem|].
        Minus tylko za [śledzie|pokrowiec|cenę].
        """),
        staff=fragment_lines("""
        Dzień dobry {name}, przepraszamy za kłopot. Proszę o numer zamówienia, zajmiemy się tym od razu. {signed}
        """),
    ),
    "ja": Tongue(
        told=fragment_lines("""
        Skarn 2のファスナーが[二回目|三回目|{#}泊目]の[キャンプ|テント泊]で壊れました。
        注文番号TF-{#####}がまだ[届きません|発送されていません]。
        Wispのバーナーが[標高{####}mで|寒い朝に]点火しません。
        {thing}は日本[まで|の住所にも]発送できますか？
        """),
        detail=fragment_lines("""
        [先月|去年|{#}か月前]購入したばかりです。
        メールを[二回|三回]送りましたが返事がありません。
        [来週|土曜日]から[北アルプス|屋久島|北海道]に行く予定です。
        """),
        asks=fragment_lines("""
        修理は可能でしょうか？
        保証の対象になりますか？
        同じ症状の方はいますか？
        """),
        praise=fragment_lines("""
        {thing}、[軽くて|丈夫で][最高|とても使いやすい]です。
        [雨|強風]の中でも{#}日間まったく[濡れません|問題なし]でした。
        [次も|また]買います。
        ペグだけ[少し弱い|曲がりやすい]かな。
        """),
        staff=fragment_lines("""
        {name}様、ご不便をおかけして申し訳ありません。注文番号をお知らせいただければすぐに確認いたします。{signed}
        """),
    ),
}
