"""Markdown pieces come into the hub whole, or not at all; twice is once."""

import io

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from hub.assets.models import ImageAsset
from hub.content.convert import to_document
from hub.content.importing import Outcome, import_pieces
from hub.content.models import Piece
from renderers.contract.view import view
from renderers.markdown import read_piece
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

RICH = """---
title: Feuerschale
headline: '{{ contact.first_name | default: "Hallo" }}, es wird warm'
teaser: Schon {{ fact.price }}, bis {{ fact.ends }}.
short: ['Feuerschale {{ fact.price }}']
action: {label: Ansehen, url: "https://nordlicht.example/schale"}
hero: {file: schale.png, alt: Eine Schale, focal: [0.25, 0.5], credit: Foto Brandt}
hashtags: [Winter, Feuer]
facts:
  price: ab 129,00 €
  code: GLUT
channels: [email, web, social]
overrides:
  social: {instagram-feed: {headline: Kürzer, hashtags: [Glut]}}
arms:
  b: {headline: Andere Zeile}
legal: Nur solange der Vorrat reicht.
---
Ein **fetter** Absatz mit [Link](https://nordlicht.example/mehr) und {{ fact.code }}.

## Größen

| Größe | Preis |
| --- | --- |
| S | {{ fact.price }} |

1. Eins
2. Zwei

> Schön.
> — Henrike

![Noch eine](garten.png "Im Garten")

```offer
product: Glut
price: '{{ fact.price }}'
old_price: 149 €
picture: garten.png
alt: Die Schale
```

```columns
Links
+++
Rechts
```

---

Ende.
"""


@pytest.fixture
def folder(tmp_path):
    for name, color in (("schale.png", "#b4572a"), ("garten.png", "#1f5a46")):
        out = io.BytesIO()
        Image.new("RGB", (800, 600), color).save(out, "PNG")
        (tmp_path / name).write_bytes(out.getvalue())
    (tmp_path / "feuerschale.md").write_text(RICH, "utf-8")
    return tmp_path


@pytest.fixture
def campaign(brand):
    return factories.campaign(brand, facts=[factories.fact("ends", "24.12.2026", "date")])


def test_the_document_is_the_same_by_file_and_by_hub(folder, campaign):
    from renderers import registry
    from renderers.contract.request import RenderRequest
    from renderers.contract.tokens import Tokens

    (imported,) = import_pieces([folder / "feuerschale.md"], campaign=campaign)
    assert imported.outcome is Outcome.CREATED
    from_hub = to_document(Piece.objects.get(pk=imported.piece.pk))
    facts = tuple(fact for fact in from_hub.facts if fact.name == "ends")
    from_file = read_piece(folder / "feuerschale.md", facts=facts).document
    for renderer in registry.all_renderers():
        for form in renderer.formats:
            request = RenderRequest(format=form.key)
            ours, theirs = (view(document, Tokens(), request, renderer) for document in (from_hub, from_file))
            plain = [document.document for document in (ours, theirs)]
            if plain[0].id:  # the hub's piece has its own id only where the file's was taken
                assert plain[0].id == plain[1].id or plain[0].id == str(imported.piece.translation_key)
            for name in ("headline", "teaser", "short", "action", "hero", "hashtags", "legal"):
                assert getattr(plain[0], name) == getattr(plain[1], name), (renderer.key, name)
            assert [type(block) for block in plain[0].blocks] == [type(block) for block in plain[1].blocks]
            for mine, other in zip(plain[0].blocks, plain[1].blocks, strict=True):
                assert mine == other, renderer.key
            assert ours.overrides == theirs.overrides


def test_importing_twice_changes_nothing(folder, campaign):
    (first,) = import_pieces([folder / "feuerschale.md"], campaign=campaign, publish=True)
    revisions = first.piece.revisions.count()
    (again,) = import_pieces([folder / "feuerschale.md"], campaign=campaign, publish=True)
    assert again.outcome is Outcome.UNCHANGED
    assert again.piece.revisions.count() == revisions
    assert ImageAsset.objects.count() == 2


def test_a_changed_file_makes_a_new_revision_of_the_same_piece(folder, campaign):
    (first,) = import_pieces([folder / "feuerschale.md"], campaign=campaign)
    (folder / "feuerschale.md").write_text(RICH.replace("Ende.", "Schluss."), "utf-8")
    (second,) = import_pieces([folder / "feuerschale.md"], campaign=campaign)
    assert (second.outcome, second.piece.pk) == (Outcome.UPDATED, first.piece.pk)
    assert second.piece.revisions.count() == 2


def test_channels_not_named_are_switched_off(folder, campaign):
    (imported,) = import_pieces([folder / "feuerschale.md"], campaign=campaign)
    assert {"sms", "print"} <= set(imported.piece.channels_off)
    assert "email" not in imported.piece.channels_off


def test_one_bad_file_stops_them_all_and_every_problem_is_named(folder, campaign, capsys):
    (folder / "bad.md").write_text("---\ntitle: X\n---\nNur {{ fact.nichts }} und {{ contact.x }}\n", "utf-8")
    with pytest.raises(CommandError) as error:
        call_command("import_pieces", str(folder / "feuerschale.md"), str(folder / "bad.md"), campaign="herbst")
    said = str(error.value)
    assert "Nothing was imported" in said
    assert "bad.md:4:" in said
    assert "nichts" in said
    assert not Piece.objects.exists()
    assert not ImageAsset.objects.exists()


def test_the_command_says_what_it_did(folder, campaign, capsys):
    call_command("import_pieces", str(folder / "feuerschale.md"), campaign="herbst", publish=True)
    assert "created" in capsys.readouterr().out
    assert Piece.objects.get().live


def test_an_unknown_campaign_is_said_with_those_there_are(campaign):
    with pytest.raises(CommandError, match="herbst"):
        call_command("import_pieces", "x.md", campaign="fruehling")
