"""Emberloom in Spanish, German, French, Portuguese, Polish and Japanese."""

from community.connectors.stub.grammar import fragment_lines
from community.connectors.stub.words.tongues import Tongue

TONGUES: dict[str, Tongue] = {
    "es": Tongue(
        told=fragment_lines("""
        Desde la {version} el juego [se cierra|se congela] al entrar en {map}.
        He perdido [mi partida|{##} horas de partida] y la nube [tampoco la tiene|está vacía].
        El cooperativo [se desconecta|echa a mi hermano] cada {##} minutos.
        ¿Cómo se vence a {boss} con [una Weaver|un Warden|un Stoker]?
        El mando [no responde|se mueve solo] después de [la pausa|abrir el mapa].
        """),
        detail=fragment_lines("""
        Juego en [PC|portátil|consola], sin mods.
        Reinstalé [dos|tres] veces, [igual|nada].
        A mi [hermana|primo|novia] le pasa lo mismo.
        Llevo {##} horas y [me encanta|no quiero empezar otra vez].
        La traducción [está genial|tiene erratas en la misión de la viuda], por cierto.
        """),
        asks=fragment_lines("""
        ¿Hay solución?
        ¿Se puede recuperar?
        ¿Alguien más?
        ¿Cuándo sale el parche?
        ¿Alguna pista sin spoilers?
        """),
        praise=fragment_lines("""
        [Precioso|Una joya|Qué maravilla], lloré con [el final|la viuda].
        La música de {map} [me persigue|es otra cosa].
        {##} horas y [sigo enganchado|quiero más].
        Hecho con [cariño|poquísima gente] y se nota.
        Ojalá [más mapas|segunda parte].
        """),
        staff=fragment_lines("""
        Hola {name}, lo hemos encontrado y sale en el próximo parche. Guarda una copia de la carpeta de partidas \
            mientras tanto. {signed}
        """),
    ),
    "de": Tongue(
        told=fragment_lines("""
        Seit {version} stürzt das Spiel [in {map}|beim Laden|nach dem Logo] ab.
        Mein Spielstand ist [weg|leer], {##} Stunden.
        Im Koop fliegt mein [Bruder|Kumpel] alle {##} Minuten raus.
        Komme bei {boss} nicht weiter, [{##} Versuche|seit drei Abenden].
        """),
        detail=fragment_lines("""
        [Windows|Linux|Handheld], keine Mods, Dateien geprüft.
        Vorher lief alles [butterweich|wochenlang].
        Log hänge ich an.
        Das Spiel ist sonst [großartig|ein Traum].
        """),
        asks=fragment_lines("""
        Ist das bekannt?
        Kann man das Backup [umbenennen|retten]?
        Wann kommt der Patch?
        Hat wer einen Tipp?
        """),
        praise=fragment_lines("""
        [Wunderschön|Bezaubernd|Einfach toll], [klein|still] und [klug|traurig].
        Nach {##} Stunden [Tränen in den Augen|immer noch verliebt].
        Die Musik in {map} läuft bei mir [rauf und runter|beim Kochen].
        [Kaufen|Spielen], [am besten zu zweit|mit Kopfhörern].
        """),
        staff=fragment_lines("""
        Hallo {name}, danke für den Bericht. Wir können es nachstellen, die Korrektur kommt mit dem nächsten Patch. \
            {signed}
        """),
    ),
    "fr": Tongue(
        told=fragment_lines("""
        Depuis la {version}, [écran noir|plantage] [au lancement|dans {map}].
        Ma sauvegarde a [disparu|été remplacée par le cloud], {##} heures de jeu.
        Impossible de [battre|trouver] {boss} avec [un Warden|une Weaver].
        """),
        detail=fragment_lines("""
        Sur [PC|console|portable], tout est à jour.
        J'ai tout réinstallé, [rien|pareil].
        Mon [frère|copain] a le même problème en coop.
        """),
        asks=fragment_lines("""
        Une solution ?
        Le correctif est prévu pour quand ?
        C'est normal ?
        """),
        praise=fragment_lines("""
        [Magnifique|Bijou|Poétique], [les corbeaux surtout|quelle bande son].
        J'ai [pleuré|souri] [{#} fois|à la fin].
        À faire [à deux|un soir de pluie].
        Merci pour [ce petit jeu|la traduction].
        """),
        staff=fragment_lines("""
        Bonjour {name}, c'est identifié et corrigé dans le prochain patch. Gardez bien une copie de la sauvegarde. \
            {signed}
        """),
    ),
    "pt": Tongue(
        told=fragment_lines("""
        Depois da {version} o jogo [fecha sozinho|trava] em {map}.
        Perdi meu save, [{##} horas|tudo], e a nuvem [apagou também|tá vazia].
        O coop [cai|desconecta meu amigo] de {##} em {##} minutos.
        O controle [anda sozinho|para de funcionar] quando abro o mapa.
        Como que mata [o|a] {boss} de [Stoker|Weaver], gente?
        """),
        detail=fragment_lines("""
        [PC fraquinho|Notebook|Console], mas antes rodava [liso|de boa].
        Já reinstalei [duas|três] vezes.
        Meu [primo|irmão|namorado] tá com o mesmo problema.
        O jogo é lindo, só [queria terminar|falta arrumar isso].
        """),
        asks=fragment_lines("""
        Tem como recuperar?
        Sai patch quando?
        Mais alguém?
        Alguma dica?
        """),
        praise=fragment_lines("""
        Que jogo [lindo|maravilhoso|fofo], [chorei|chorei litros] no final.
        A trilha de {map} [é tudo|mora na minha cabeça].
        {##} horas e [contando|nem vi passar].
        [Joguem|Comprem], [vale cada centavo|é curtinho e perfeito].
        """),
        staff=fragment_lines("""
        Oi {name}, já achamos a causa e o conserto vem no próximo patch. Guarda uma cópia da pasta de saves, por \
            favor. {signed}
        """),
    ),
    "pl": Tongue(
        told=fragment_lines("""
        Po {version} gra [wywala się|zamarza] w {map}.
        Zniknął mi zapis, {##} godzin [poszło|w piach].
        Jak pokonać {boss} jako [Warden|Weaver]?
        """),
        detail=fragment_lines("""
        [Laptop|PC|konsola], bez modów.
        Reinstalacja [nic nie dała|bez zmian].
        Kumpel ma [to samo|identycznie].
        """),
        asks=fragment_lines("""
        Da się odzyskać?
        Kiedy łatka?
        Ktoś coś?
        """),
        praise=fragment_lines("""
        [Piękna|Cudowna] gra, [popłakałem się|ciarki] przy [wdowie|ostatniej lampie].
        Muzyka z {map} [chodzi za mną|na pętli].
        {##} godzin i [chcę więcej|nie żałuję].
        [Brać|Polecam][, nawet w pełnej cenie|].
        """),
        staff=fragment_lines("""
        Cześć {name}, dzięki za zgłoszenie. Poprawka będzie w następnej łatce, skopiuj proszę folder z zapisami. \
            {signed}
        """),
    ),
    "ja": Tongue(
        told=fragment_lines("""
        {version}にしてから[{map}で|起動時に|釜の前で]必ず落ちます。
        セーブデータが[消えました|読み込めません]。{##}時間分です。
        協力プレイが{##}分ごとに[切断されます|止まります]。
        {boss}が[強すぎて|倒せなくて]{#}日目です。
        コントローラーが[マップを開くと|スリープ後に]反応しなくなります。
        """),
        detail=fragment_lines("""
        [PC|携帯機|ノートPC]で遊んでいます。
        再インストールも[試しました|二回しました]。
        友達も同じ[症状|状況]です。
        前のバージョンでは[問題ありませんでした|快適でした]。
        """),
        asks=fragment_lines("""
        復旧できますか？
        修正の予定はありますか？
        ヒントをください、ネタバレなしで。
        仕様でしょうか？
        """),
        praise=fragment_lines("""
        [最後の灯り|未亡人の話]で[泣きました|涙が止まらない]。
        {map}の[音楽|雨の音]が[大好き|忘れられない]です。
        {##}時間遊んでも[飽きません|発見がある]。
        [神ゲー|名作|宝物]です。
        続編[待ってます|お願いします]！
        """),
        staff=fragment_lines("""
        {name}さん、ご報告ありがとうございます。原因が分かりました。次のパッチで直ります。{signed}
        """),
    ),
}
