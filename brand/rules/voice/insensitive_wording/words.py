"""Words that hurt people, with what says the same and does not; written for this product, small on purpose.

An entry stands here only if hardly any use of it is harmless. What has harmless uses is marked `depends` and asked
about, or is left to the guideline of the brand: words about color, origin or age have too many.
"""

from dataclasses import dataclass
from enum import StrEnum

from brand.guideline import Compound


class Why(StrEnum):
    """Why a word hurts."""

    CONDITION = "condition"  # names people by an illness or disability, or makes it an insult
    ORIGIN = "origin"  # was coined to put people down by origin or color
    GENDER = "gender"  # makes little of a gender, or means one only
    LOVE = "love"  # speaks down of whom people love or who they are
    AGE = "age"
    TYRANNY = "tyranny"  # words of the National Socialists
    DEATH = "death"
    SLAVERY = "slavery"


@dataclass(frozen=True, slots=True)
class Word:
    """An entry. `instead` "" = recast the sentence; `depends`: there are harmless uses, a person has to look.

    `alone`: it hurts where no noun follows (*the elderly*, not *the elderly couple*); `cased`: only as it is written.
    """

    word: str
    why: Why
    instead: str = ""
    forms: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    compound: Compound = Compound.NO
    depends: bool = False
    alone: bool = False
    cased: bool = False


GERMAN = (
    Word("an den Rollstuhl gefesselt", Why.CONDITION, "im Rollstuhl"),
    Word("taubstumm", Why.CONDITION, "gehörlos", ("Taubstumme", "Taubstummer", "Taubstummen")),
    Word(
        "Behinderte",
        Why.CONDITION,
        "Menschen mit Behinderung",
        ("Behinderter", "Behinderten"),
        ("Behinderten-WC",),
        cased=True,
    ),
    Word("Krüppel", Why.CONDITION, "Mensch mit Behinderung", ("Krüppeln",)),
    Word("Spasti", Why.CONDITION),
    Word("mongoloid", Why.CONDITION, "mit Down-Syndrom"),
    Word("Liliputaner", Why.CONDITION, "kleinwüchsiger Mensch", ("Liliputanerin", "Liliputanern")),
    Word("Zwergwüchsige", Why.CONDITION, "kleinwüchsige Menschen", ("zwergwüchsig", "Zwergwüchsiger")),
    Word("schwachsinnig", Why.CONDITION, "unsinnig", ("Schwachsinn",)),
    Word("idiotensicher", Why.CONDITION, "kinderleicht"),
    Word("Irrenhaus", Why.CONDITION, "Klinik", ("Irrenhäuser", "Irrenanstalt", "Klapsmühle")),
    Word("schizophren", Why.CONDITION, "widersprüchlich", depends=True),
    Word("Zigeuner", Why.ORIGIN, "Sinti und Roma", ("Zigeunerin", "Zigeunern"), compound=Compound.MODIFIER),
    Word("Neger", Why.ORIGIN, "Schwarze Menschen", ("Negerin", "Negern", "Negerkuss", "Negerküsse")),
    Word("Mohrenkopf", Why.ORIGIN, "Schokokuss", ("Mohrenköpfe", "Mohrenköpfen")),
    Word("Eskimo", Why.ORIGIN, "Inuit", ("Eskimos",), ("Eskimorolle", "Eskimo-Rolle")),
    Word("Hottentotten", Why.ORIGIN),
    Word("Kanake", Why.ORIGIN, forms=("Kanaken",)),
    Word("Schwarzafrika", Why.ORIGIN, "Afrika südlich der Sahara"),
    Word("Dritte Welt", Why.ORIGIN, "Globaler Süden", ("Dritten Welt", "Dritte-Welt-Land", "Dritte-Welt-Länder")),
    Word("getürkt", Why.ORIGIN, "vorgetäuscht"),
    Word("Kümmeltürke", Why.ORIGIN, forms=("Kümmeltürken",)),
    Word("Asylant", Why.ORIGIN, "Asylsuchende", ("Asylanten", "Asylantin", "Asylantenheim")),
    Word("Flüchtlingswelle", Why.ORIGIN, "viele Geflüchtete", ("Flüchtlingsstrom", "Flüchtlingsflut")),
    Word("Milchmädchenrechnung", Why.GENDER, "Trugschluss", ("Milchmädchenrechnungen",)),
    Word("Powerfrau", Why.GENDER, "starke Frau", ("Powerfrauen", "Karrierefrau", "Karrierefrauen"), depends=True),
    Word("das schwache Geschlecht", Why.GENDER, forms=("das schöne Geschlecht",)),
    Word("Weiberkram", Why.GENDER),
    Word("heult wie ein Mädchen", Why.GENDER, forms=("wirft wie ein Mädchen", "läuft wie ein Mädchen")),
    Word("Putzfrau", Why.GENDER, "Reinigungskraft", ("Putzfrauen",)),
    Word("Mädchen für alles", Why.GENDER, "Allroundkraft"),
    Word("Transe", Why.LOVE, "trans Person", ("Transen",)),
    Word("Homo-Ehe", Why.LOVE, "Ehe für alle", ("Homoehe",)),
    Word("Tunte", Why.LOVE, forms=("Tunten",)),
    Word("vergreist", Why.AGE, "älter geworden", ("Vergreisung", "Überalterung", "überaltert"), depends=True),
    Word("Rentnerschwemme", Why.AGE, "viele ältere Menschen"),
    Word("Jedem das Seine", Why.TYRANNY, "Für jeden das Richtige"),
    Word("Arbeit macht frei", Why.TYRANNY),
    Word("Endlösung", Why.TYRANNY, "endgültige Lösung"),
    Word("Kraft durch Freude", Why.TYRANNY),
    Word("Reichskristallnacht", Why.TYRANNY, "Novemberpogrome"),
    Word("bis zur Vergasung", Why.TYRANNY, "bis zum Überdruss"),
    Word("innerer Reichsparteitag", Why.TYRANNY, "große Freude", ("inneren Reichsparteitag",)),
    Word("Untermensch", Why.TYRANNY, forms=("Untermenschen",)),
    Word("Sonderbehandlung", Why.TYRANNY, "Vorzugsbehandlung", ("Sonderbehandlungen",), depends=True),
    Word("Selbstmord begehen", Why.DEATH, "sich das Leben nehmen", ("Selbstmord begangen", "beging Selbstmord")),
    Word("Blacklist", Why.SLAVERY, "Sperrliste", ("Blacklists",)),
    Word("Whitelist", Why.SLAVERY, "Freigabeliste", ("Whitelists",)),
)

ENGLISH = (
    Word("wheelchair-bound", Why.CONDITION, "in a wheelchair", ("wheelchair bound", "confined to a wheelchair")),
    Word("the disabled", Why.CONDITION, "disabled people", alone=True),
    Word("the handicapped", Why.CONDITION, "disabled people", ("handicapped people",), alone=True),
    Word("cripple", Why.CONDITION, "disabled person", ("cripples",), depends=True),
    Word("retarded", Why.CONDITION, exceptions=("fire-retarded", "flame-retarded", "retarded growth"), depends=True),
    Word("deaf and dumb", Why.CONDITION, "deaf", ("deaf-mute", "deaf-mutes")),
    Word("midget", Why.CONDITION, "person of short stature", ("midgets",), depends=True),
    Word("spaz", Why.CONDITION),
    Word("loony bin", Why.CONDITION, "hospital", ("madhouse", "nuthouse", "funny farm")),
    Word("schizophrenic", Why.CONDITION, "contradictory", depends=True),
    Word("so OCD", Why.CONDITION, "so careful", ("totally OCD",)),
    Word("idiot-proof", Why.CONDITION, "simple", ("idiotproof",)),
    Word("gypsy", Why.ORIGIN, "Roma", ("gypsies",), ("gypsy moth", "gypsy moths")),
    Word("gypped", Why.ORIGIN, "cheated"),
    Word("Eskimo", Why.ORIGIN, "Inuit", ("Eskimos",), ("Eskimo roll",)),
    Word("colored people", Why.ORIGIN, "people of color", ("coloured people", "coloreds")),
    Word("Orientals", Why.ORIGIN, "Asian people"),
    Word("third world", Why.ORIGIN, "Global South", ("third-world",), ("third world war",)),
    Word("illegal alien", Why.ORIGIN, "undocumented immigrant", ("illegal aliens", "illegal immigrants")),
    Word("spirit animal", Why.ORIGIN, "favorite"),
    Word("off the reservation", Why.ORIGIN, "out of line"),
    Word("peanut gallery", Why.ORIGIN, "hecklers"),
    Word("sold down the river", Why.SLAVERY, "betrayed", ("sell you down the river", "selling us down the river")),
    Word("slave driver", Why.SLAVERY, "taskmaster", ("slave drivers",)),
    Word("blacklist", Why.SLAVERY, "blocklist", ("blacklists", "blacklisted")),
    Word("whitelist", Why.SLAVERY, "allowlist", ("whitelists", "whitelisted")),
    Word("manpower", Why.GENDER, "workforce"),
    Word("man-hours", Why.GENDER, "person-hours", ("man-hour",)),
    Word("throws like a girl", Why.GENDER, forms=("throw like a girl", "runs like a girl", "cries like a girl")),
    Word("the weaker sex", Why.GENDER, forms=("the fairer sex", "the fair sex")),
    Word("cleaning lady", Why.GENDER, "cleaner", ("cleaning ladies",)),
    Word("stewardess", Why.GENDER, "flight attendant", ("stewardesses",)),
    Word("career woman", Why.GENDER, "professional", ("career women",)),
    Word("tranny", Why.LOVE, "trans person", ("trannies",)),
    Word("sexual preference", Why.LOVE, "sexual orientation"),
    Word("the elderly", Why.AGE, "older people", alone=True),
    Word("senile", Why.AGE, exceptions=("senile dementia",)),
    Word("committed suicide", Why.DEATH, "died by suicide", ("commit suicide", "commits suicide")),
)
