"""Pieces in other scripts: right to left, and in pictures."""

from pathlib import Path

from renderers.contract.document import (
    Action,
    Document,
    Fact,
    FactType,
    ListBlock,
    Paragraph,
)
from tests.corpus.drafts.pictures import ref
from tests.corpus.drafts.river import SHOP, id_of
from tests.corpus.drafts.writing import rich


def arabic(folder: Path) -> Document:
    """Right to left, with Latin words, digits and a price in between."""
    return Document(
        id=id_of("arabic"),
        locale="ar",
        title="يوم على النهر",
        slug="yawm",
        headline=rich("يوم كامل على النهر"),
        teaser=rich("قوارب Flusslicht جاهزة من 1 مايو، السعر {{ fact.price }} فقط."),
        blocks=(
            Paragraph(id="p1", text=rich("نوفر القارب والمجاديف وسترة النجاة. هل أنت مستعد؟ نعم، بالتأكيد.")),
            ListBlock(id="l1", items=(rich("قارب لشخصين"), rich("رحلة العودة بالحافلة 18:40"))),
        ),
        action=Action(rich("احجز الآن"), "https://flusslicht.example/ar"),
        hero=ref(folder, "fluss.jpg", alt="قارب أحمر على ضفة نهر واسع."),
        hashtags=("نهر", "قوارب"),
        facts=(Fact("price", FactType.PRICE, "49.00 EUR", display="49 €"),),
    )


def hebrew(folder: Path) -> Document:
    """Right to left, with isolates and a long paragraph that must be cut in short channels."""
    return Document(
        id=id_of("hebrew"),
        locale="he",
        title="יום על הנהר",
        slug="yom",
        headline=rich("יום שלם על הנהר"),
        blocks=(
            Paragraph(
                id="p1",
                text=rich(
                    "המים עדיין קרים, והאנפות לא מתרשמות. אתם מקבלים סירה, שני משוטים, מפה והסעה חזרה מתחנת "
                    "\u2066Eickhof 12\u2069 אל החניון. אין צורך בניסיון קודם. "
                    "בחרו יום, הגיעו אל המזח, ואנחנו נדאג לכל השאר. "
                    "בסוף הדרך מחכים לכם קפה ועוגה."
                ),
            ),
        ),
        action=Action(rich("הזמינו סירה"), "https://flusslicht.example/he"),
        hero=ref(folder, "kanu.jpg", alt="שני משוטים נשענים על מזח."),
    )


def emoji(folder: Path) -> Document:
    """Families, flags, keycaps, skin tones, combining marks, and letters beyond the first plane."""
    return Document(
        id=id_of("emoji"),
        locale="de",
        title="Zeichen 🛶",
        slug="zeichen",
        headline=rich("Ab aufs Wasser 🛶🌊"),
        teaser=rich("Für die ganze Bande 👨\u200d👩\u200d👧\u200d👦, mit Hund 🐕\u200d🦺 und Flagge 🇩🇪🇦🇹."),
        blocks=(
            Paragraph(
                id="p1",
                text=rich(
                    "Cafe\u0301 und A\u0308pfel in zerlegter Form, Z\u0351alg\u0316o\u0315 mit Zeichen oben und unten, "
                    "ein 👍🏽 dazu, Schritt 1\ufe0f\u20e3 und 2\ufe0f\u20e3. 𝄞 und 𐍈 auch."
                ),
            ),
            Paragraph(id="p2", text=rich("👨\u200d👩\u200d👧\u200d👦" * 40)),
            Paragraph(id="p3", text=rich("नमस्ते क्षत्रिय. 漢字と仮名。日本語の文。ไทยแลนด์ แดนยิ้ม")),
        ),
        action=Action(rich("Los 🚀"), SHOP),
        hero=ref(folder, "fluss.jpg", alt="Ein rotes Kanu 🛶 am Ufer."),
        hashtags=("🛶", "Über_Wasser", "1️⃣"),
    )
