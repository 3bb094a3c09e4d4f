"""What a writer may put in reads well for everybody, also for whom nothing is known."""

from dataclasses import replace

import pytest

from brand.guideline import Address, Guideline, Voice
from hub.content.models import Piece
from hub.workbench.insertable import default_of, insertable
from renderers.contract import grammar
from renderers.contract.text import FactRef, MergeField
from renderers.contract.tokens import SHIPPED_FIELDS, Field, Tokens
from tests.hub.content import factories

GUIDELINE = Guideline(tokens=Tokens(fields=(*SHIPPED_FIELDS, Field("loyalty_tier", sample="Gold"))))


@pytest.mark.django_db
def test_what_is_offered_is_read_by_the_grammar(brand):
    piece = factories.piece(factories.campaign(brand), facts=[factories.fact("price", "49,90 €", qualifier="from")])
    facts, fields = insertable(piece, GUIDELINE)
    assert [(one["text"], one["sample"]) for one in facts["entries"]] == [("{{ fact.price }}", "ab 49,90\N{NBSP}€")]
    for entry in [*facts["entries"], *fields["entries"]]:
        parsed = grammar.parse(entry["text"])
        assert not parsed.problems
        (run,) = parsed.runs
        assert isinstance(run, FactRef | MergeField)
        assert run.plain.strip()


@pytest.mark.django_db
def test_a_piece_without_a_campaign_offers_what_there_is():
    facts, fields = insertable(Piece(), GUIDELINE)
    assert facts["entries"] == []
    assert len(fields["entries"]) == len(GUIDELINE.tokens.fields)


@pytest.mark.parametrize(
    ("address", "locale", "name", "said"),
    [
        (Address.DU, "de", "city", "deiner Stadt"),
        (Address.SIE, "de-AT", "city", "Ihrer Stadt"),
        (Address.IHR, "de", "email", "eure E-Mail-Adresse"),
        (Address.NONE, "de", "company", "Ihr Unternehmen"),
        (Address.DU, "en", "first_name", "there"),
        (Address.DU, "fr", "city", "your city"),
        (Address.DU, "de", "loyalty_tier", "loyalty tier"),
    ],
)
def test_the_default_is_never_empty_and_claims_nothing(address, locale, name, said):
    guideline = replace(GUIDELINE, voice=Voice(address=address))
    field = next(one for one in guideline.tokens.fields if one.name == name)
    assert default_of(field, guideline, locale) == said
