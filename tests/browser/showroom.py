"""The demonstration's brand with something in every state, and a brand that has nothing yet: what screens show."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Workflow, WorkflowState

from hub.accounts.models import Brand, User
from hub.accounts.principal import Principal, PrincipalKind
from hub.accounts.roles import Role
from hub.accounts.services import create_brand, issue_token
from hub.assets.models import ImageAsset
from hub.audits.brand_check import ensure_brand_check
from hub.audits.services import judge_unjudged
from hub.audits.waiving import Terms, waive
from hub.content.campaigns import Campaign
from hub.content.commenting import resolve, write
from hub.content.models import Piece
from hub.delivery.ledger import Ledger
from hub.delivery.models import Delivery, Webhook
from hub.delivery.outbox import put_test
from hub.delivery.services import create_webhook
from hub.demo.loading import load, logins
from hub.guidelines.models import Guideline
from hub.guidelines.services import import_guideline
from hub.links.models import ShortLink
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.browser.screens import Screen
from tests.hub.accounts.factories import UserFactory
from tests.hub.matrix.addresses import addresses


@dataclass(slots=True)
class Showroom:
    """What there is to look at, by the name screens call it."""

    brand: Brand
    shown: dict[str, Any] = field(default_factory=dict)

    def path(self, screen: Screen) -> str:
        """Where a screen is."""
        address = next(one for one in addresses() if one.key == screen.key)
        name = f"{address.namespace}:{address.name}" if address.namespace else address.name
        shown = self.shown.get(screen.of)
        values = {**self._values(shown), **dict.fromkeys(("pk", f"{screen.of}_id"), getattr(shown, "pk", 0))}
        values |= dict.fromkeys(("image_id", "campaign_id", "piece_id", "waiver_id", "webhook_id"), values["pk"])
        query = screen.query.replace("{pk}", str(values["pk"]))
        return reverse(name, kwargs={key: values[key] for key in address.arguments}) + query

    def _values(self, shown: Any) -> dict[str, Any]:
        values = {
            "app_label": "assets",
            "model_name": "imageasset",
            "action": "set_rights",
            "family": "terms",
            "slug": "banned-word",
            "guide": "newsletter",
            "channel": "web",
            "format": "article",
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
        }
        if getattr(shown, "latest_revision_id", None):
            values["revision_id"] = shown.revisions.order_by("pk").first().pk
        if isinstance(shown, Brand):
            values["brand_key"] = shown.key
        if isinstance(shown, Piece):
            state = WorkflowState.objects.filter(object_id=str(shown.pk)).order_by("-pk").first()
            values["workflow_state_id"] = state.pk if state else 0
        return values


def furnish(folder: Path) -> Showroom:
    """Set it all up: takes some seconds, as all channels of all pieces are rendered."""
    if not Page.objects.exists():  # a migration made it, an earlier test's end swept it away
        Page.add_root(title="Root", slug="root")
    loaded = load(folder)
    logins()
    ensure_brand_check()
    editor, manager = (User.objects.get(username=name) for name in ("redaktion", "marke"))
    room = Showroom(loaded.brand)
    pieces = {f"{piece.slug}.{piece.locale.language_code}": piece for piece in Piece.objects.select_related("locale")}
    rich = next(piece for piece in pieces.values() if len(piece.body) > 2 and piece.hero)
    room.shown |= {"piece": rich, "campaign": loaded.campaign, "brand": loaded.brand, "user": editor}
    room.shown["guideline"] = Guideline.objects.get(brand=loaded.brand)
    room.shown["picture"] = ImageAsset.objects.filter(collection=loaded.brand.collection).order_by("pk").last()
    room.shown["token"] = issue_token(name="Newsletter", brands=[loaded.brand]).token
    room.shown["webhook"] = _hook(loaded.brand)
    work_off()
    _pull(rich)
    _follow(loaded.brand)
    while judge_unjudged():
        pass
    others = [piece for piece in pieces.values() if piece.pk != rich.pk and piece.locale.language_code == "de"]
    workflow = Workflow.objects.get(name="Brand check")
    room.shown["returned"] = _submit(others[0], workflow, editor, "So billig war Licht noch nie!!! {{ fact.nichts }}")
    room.shown["waiting"] = _wait(others[1:], workflow, editor)
    draft = others[-1]
    draft.teaser = "Noch im Werden"
    draft.save_revision(user=manager)
    _talk(room, editor, manager)
    _change_mind(room.shown["guideline"])
    _open_empty(room)
    return room


def _hook(brand: Brand) -> Webhook:
    """A webhook with messages in every state."""
    webhook = create_webhook(brand, name="Newsletter an Brevo", url="https://hooks.kupfergruen.example/einklang")
    for state, status, error in (("delivered", 200, ""), ("failed", 500, ""), ("waiting", None, "No answer in time.")):
        row = put_test(webhook)
        log = [{"at": "2026-11-22T08:15:00+00:00", "status": status, "error": error, "milliseconds": 1503}]
        Delivery.objects.filter(pk=row.pk).update(state=state, log=log)
    return webhook


def _pull(piece: Piece) -> None:
    """Two readers, one of whom has an old version."""
    book = Ledger()
    slot = Slot.objects.get(
        piece_key=piece.translation_key, locale="de", channel="web", format="article", dialect="plain", arm=""
    )
    entries = list(slot.entries.order_by("number").values_list("pk", flat=True))
    for key, name in ((1, "Newsletter"), (2, "Schaufenster Hafenstraße")):
        reader = Principal(PrincipalKind.TOKEN, key, name, frozenset({slot.brand_id}), frozenset())
        book.note(reader, slot.pk, entries[0 if key == 2 else -1])
    book.flush()


def _follow(brand: Brand) -> None:
    """Some short links that were followed, if links are shortened, and one that is not open yet."""
    links = list(ShortLink.objects.filter(brand=brand).order_by("pk"))
    for clicks, link in zip((12_407, 1, 38), links, strict=False):
        ShortLink.objects.filter(pk=link.pk).update(clicks=clicks)
    if links:
        ShortLink.objects.filter(pk=links[-1].pk).update(opens_at=timezone.now() + timedelta(days=3))


def _talk(room: Showroom, editor: User, manager: User) -> None:
    """Comments on the rich piece, one of them settled, and a waiver of a finding."""
    piece = room.shown["piece"]
    asked = write(piece, user=editor, text="Ist der Preis schon mit dem Vertrieb abgestimmt, @marke?")
    write(piece, user=manager, text="Ja, seit gestern. Danke fürs Nachfragen!", thread=asked)
    done = write(piece, user=manager, text="Bitte ein freundlicheres Bild.", place=("hero", "Aufmacherbild"))
    resolve(done, piece=piece, user=manager)
    room.shown["waiver"] = waive(
        room.shown["returned"],
        Terms(rule="terms/banned-word"),
        reason="Zitat aus einer Kundenzuschrift.",
        expires=timezone.localdate() + timedelta(days=30),
        user=manager,
        words="billig",
    )


def _change_mind(guideline: Guideline) -> None:
    """A draft that would change something, with a don't that no rule finds."""
    source = guideline.source.replace(
        "\nterms:\n", "\nterms:\n  - {banned: Laterne, instead: Windlicht, language: de}\n"
    )
    source = source.replace("\nexamples:\n", "\nexamples:\n  - {bad: Alles ganz wunderbar., locale: de}\n")
    import_guideline(guideline.brand, source, publish=False)


def _submit(piece: Piece, workflow: Workflow, user: User, teaser: str) -> Piece:
    piece = Piece.objects.get(pk=piece.pk)
    piece.teaser = teaser
    piece.save_revision(user=user)
    workflow.start(piece, user)
    return Piece.objects.get(pk=piece.pk)


def _wait(pieces: list[Piece], workflow: Workflow, user: User) -> Piece:
    """A piece that waits for a brand manager: the first that has warnings and no errors."""
    for piece in pieces:
        row = _submit(piece, workflow, user, "Das Licht gibt es jetzt auch im Online-Shop.")
        if row.current_workflow_state and row.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS:
            return row
    raise AssertionError("no piece of the demonstration waits for a person")


def _open_empty(room: Showroom) -> None:
    brand = create_brand(key="leer", name="Leere Marke")
    UserFactory(username="neu", role=Role.BRAND_MANAGER, brands=[brand])
    campaign = Campaign(brand=brand, name="Noch ohne Beiträge", slug="leer", live=False)
    campaign.save()
    campaign.save_revision()
    room.shown |= {"empty_campaign": campaign, "empty_brand": brand}
