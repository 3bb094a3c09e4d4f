"""The word lists behind the detection of Sie, du and ihr, in lower case."""

from brand.language.vocabulary import word_set

DU_PRONOUNS = word_set("du dich dir dein deine deinem deinen deiner deines")

# Verb forms of the second person singular that are nothing else.
DU_VERBS = word_set("""
    bist hast kannst willst musst möchtest darfst sollst wirst solltest könntest würdest hattest warst magst findest
    brauchst bekommst sparst weißt siehst gibst machst gehst
""")

# Bare imperatives. Weak: "Lade", "Prüfe" are also first person, "Suche" is a noun as well.
DU_IMPERATIVES = word_set("""
    abonniere aktiviere aktualisiere ändere beachte bearbeite bestätige bestelle bring denk drücke entdecke erfahre
    erlaube erlebe erstelle exportiere finde folge füge gehe genieße gib hol hole ignoriere importiere installiere
    kaufe klicke komm kontaktiere kopiere lade lass lege lies lösche mach mache melde nimm nutze öffne probiere prüfe
    registriere scanne schalte schau schreibe sei sende setze sichere sieh spare speichere starte stelle suche teile
    teste trage überprüfe verbinde vergiss versuche verwende wähle warte wechsle wende werde ziehe
""")

# A clause begins after these words, so an imperative may follow: "und spare", "jetzt bestelle".
CLAUSE_OPENERS = word_set("und oder bitte dann einfach jetzt")

SIE_PRONOUNS = frozenset({"Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres"})

PLURAL_VERBS = word_set("""
    sind haben werden können sollen müssen möchten dürfen wollen waren hatten wurden konnten sollten könnten würden
    finden erhalten sparen bekommen
""")

SINGULAR_VERBS = word_set("ist hat wird kann soll muss will darf war hatte wurde konnte")

# Words in -t or -en that are no verbs, so that "Sie jetzt", "Ihr perfekt sitzendes Hemd" prove nothing.
NOT_VERBS = word_set("""
    jetzt nicht selbst erst fast sonst meist zuerst zuletzt bereits direkt perfekt komplett exakt leicht recht
    vielleicht gut bestimmt absolut elegant dezent diskret konkret korrekt nett fest echt schlicht sanft oft weit seit
    längst höchst möglichst äußerst insgesamt überhaupt inzwischen zwischen neben gegen wegen außen innen oben unten
    eben mitten draußen drinnen morgen einen keinen diesen jeden allen meinen seinen unseren zusammen anderen eigenen
    neuen alten ersten letzten besten vielen beiden gesamt gratis privat akut laut dort samt nebst mit ganzheitlich
    demnächst
""")

IHR_PRONOUNS = word_set("euch euer eure eurem euren eurer eures")

# Forms of the second person plural that are nothing else.
IHR_VERBS = word_set("habt seid könnt müsst dürft möchtet könntet würdet solltet wolltet hattet wisst werdet")

# Forms that prove plural du only right beside "ihr".
IHR_VERBS_BESIDE = IHR_VERBS | word_set("wollt sollt wart wurdet konntet mögt")

# Plural imperatives. Weak, and only at the start of a sentence: "Spart Zeit" may also be said of the product.
IHR_IMPERATIVES = word_set("""
    bestellt bringt denkt entdeckt erlebt findet folgt gebt geht genießt holt kauft klickt kommt ladet lasst lest
    macht meldet nehmt nutzt öffnet probiert schaut schreibt seht sichert spart startet stöbert sucht teilt testet
    tragt vergesst wählt wartet
""")

# "Ihr gefällt das Rad": she likes it.
DATIVE_VERBS = word_set("gefällt hilft fehlt gehört steht schmeckt gelingt passt reicht bleibt genügt wächst hält")

# "du" that is French: Cirque du Soleil, plat du jour.
FRENCH_AFTER_DU = word_set(
    "jour soleil monde vin chef nord sud lac mont roi pont pain rhône pays bois luxe style temps"
)

# What readers do, not things: "Sie sparen" after "Unsere Stiefel sind da" still speaks to readers.
READER_VERBS = word_set("""
    abholen abonnieren anmelden anrufen ausprobieren beantragen bekommen benötigen bestellen besuchen bezahlen brauchen
    buchen einlösen entdecken entscheiden erfahren erhalten erleben finden fragen gewinnen herunterladen interessieren
    kaufen kennen klicken kontaktieren kündigen lernen lesen melden möchten nutzen planen profitieren registrieren
    reservieren sammeln schicken schreiben sichern sparen suchen teilnehmen vergleichen verschenken wählen wenden
    wissen wünschen zahlen zurückgeben
""")

# What readers own: "Ihre Bestellung".
READER_NOUNS = word_set("""
    Abo Abonnement Adresse Alltag Anfrage Angaben Angebot Ansprechpartner Anschrift Antwort Auswahl Bestellung Besuch
    Buchung Code Daten E-Mail Einkauf Familie Feedback Fragen Geschenk Gutschein Kauf Kinder Konto Kundenkonto
    Lieferung Meinung Nachricht Paket Passwort Rabatt Rechnung Reise Rückmeldung Team Termin Unterlagen Urlaub Vertrag
    Vorteil Vorteile Warenkorb Wohnung Wunsch Wünsche Zufriedenheit Zuhause
""")
