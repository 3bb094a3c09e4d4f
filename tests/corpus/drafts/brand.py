"""The brand of the corpus: Flusslicht, who rent out canoes."""

from pathlib import Path

from renderers.contract.tokens import SHIPPED_FIELDS, Color, Field, Font, LegalLine, Logo, Sender, Tokens, localized
from tests.corpus.drafts.pictures import ref


def tokens(folder: Path) -> Tokens:
    """Every group of tokens."""
    return Tokens(
        brand="flusslicht",
        colors=(
            Color("tiefblau", "#12355b", (100, 70, 10, 40), roles=("primary", "text", "link")),
            Color("kanurot", "#9b2226", (10, 95, 85, 30), spot="PANTONE 7623 C", roles=("accent",)),
            Color("papier", "#ffffff", (0, 0, 0, 0), roles=("background", "on-primary", "on-accent")),
            Color("sand", "#f3ead2", (2, 5, 20, 0), roles=("surface",)),
            Color("schiefer", "#4a5560", (40, 20, 15, 60), roles=("muted",)),
        ),
        typography=(
            Font("heading", "Source Serif 4", ("Georgia", "serif"), (600,)),
            Font("body", "Source Sans 3", ("Arial", "sans-serif"), (400, 700)),
        ),
        logos=(Logo("Flusslicht", png=ref(folder, "logo.png")),),
        legal=(
            LegalLine(
                "imprint",
                localized(
                    {
                        "de": "Flusslicht GmbH, Uferweg 3, 19055 Schwerin, Registergericht Schwerin, HRB 4711",
                        "en": "Flusslicht GmbH, Uferweg 3, 19055 Schwerin, Germany, HRB 4711",
                        "ar": "Flusslicht GmbH, Uferweg 3, 19055 Schwerin",
                        "he": "Flusslicht GmbH, Uferweg 3, 19055 Schwerin",
                    }
                ),
            ),
            LegalLine("unsubscribe", localized({"de": "Newsletter abbestellen", "en": "Unsubscribe"}), ("email",)),
            LegalLine("view-online", localized({"de": "Im Browser ansehen", "en": "View online"}), ("email",)),
            LegalLine(
                "opt-out", localized({"de": "Abmelden: STOP an 71117", "en": "Opt out: STOP to 71117"}), ("sms",)
            ),
            LegalLine(
                "privacy",
                localized({"de": "Datenschutz: https://flusslicht.example/datenschutz"}),
                ("email", "web", "print"),
            ),
            LegalLine(
                "vat",
                localized({"de": "Preise inkl. MwSt.", "en": "Prices incl. VAT."}),
                triggers=("fact:price",),
            ),
            LegalLine(
                "disclaimer",
                localized({"de": "Nur solange Boote frei sind.", "en": "While boats last."}),
                triggers=("text:kostenlos", "text:free of charge"),
            ),
        ),
        sender=Sender(
            name="Flusslicht",
            company="Flusslicht GmbH",
            email="post@flusslicht.example",
            reply_to="antwort@flusslicht.example",
            address=("Flusslicht GmbH", "Uferweg 3", "19055 Schwerin"),
            phone="+49 385 5550100",
            website="https://flusslicht.example",
            sms_name="Flusslicht",
            handles=(("instagram", "flusslicht"), ("linkedin", "flusslicht-gmbh"), ("x", "flusslicht")),
        ),
        fields=(*SHIPPED_FIELDS, Field("member_number", max_length=12, sample="FL-2031", label="Member number")),
        version="corpus",
    )
