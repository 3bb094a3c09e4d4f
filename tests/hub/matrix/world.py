"""Two brands, each with one of everything; whatever is the other's carries a word that nobody else may read."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log
from wagtail.models import Workflow, WorkflowState, WorkflowTask

from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from hub.accounts.services import IssuedToken, issue_token
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import create_document
from hub.audits.waiver import Waiver
from hub.audits.waiving import Terms, waive
from hub.content.campaigns import Campaign
from hub.content.commenting import write
from hub.content.comments import Comment
from hub.content.models import Piece
from hub.delivery.models import Webhook
from hub.delivery.outbox import put_test
from hub.delivery.services import create_webhook
from hub.guidelines.models import Guideline
from hub.guidelines.services import import_guideline
from hub.links.shortening import LinkPlace, allocate
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.accounts.factories import BrandFactory, UserFactory
from tests.hub.content import factories

#: What no page of one's own brand may say.
SECRET = "geheimnis"
GUIDELINE = "schema: guideline/1\n# {word}\n"


@dataclass(slots=True)
class Side:
    """One brand's objects."""

    brand: Brand
    campaign: Campaign
    piece: Piece
    guideline: Guideline
    image: ImageAsset
    document: DocumentAsset
    person: User
    token: IssuedToken
    session: EditingSession
    state: WorkflowState
    slot: Slot | None
    comment: Comment
    waiver: Waiver
    webhook: Webhook

    def values(self, namespace: str) -> dict[str, Any]:
        """What this brand's objects are called in addresses."""
        owner = self._owner(namespace)
        revision = getattr(owner, "latest_revision_id", None) or 1
        slot = self.slot
        return {
            "pk": owner.pk,
            "image_id": self.image.pk,
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "collection_id": self.brand.collection_id,
            "object_id": self.piece.pk,
            "session_id": self.session.pk,
            "revision_id": revision,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "task_state_id": self.state.current_task_state_id,
            "workflow_state_id": self.state.pk,
            "task_id": self.state.current_task_state.task_id,
            "workflow_pk": self.state.workflow_id,
            "address": f"{self.brand.key}:{self.piece.slug}",
            "piece_id": self.piece.pk,
            "campaign_id": self.campaign.pk,
            "comment_id": self.comment.pk,
            "brand_key": self.brand.key,
            "slug": self.campaign.slug,
            "key": slot.current.variant.key if slot and slot.current and slot.current.variant else "0" * 64,
            "name": self.image.file.name,
            "waiver_id": self.waiver.pk,
            "webhook_id": self.webhook.pk,
            "delivery_id": self.webhook.deliveries.get().pk,
        }

    def _owner(self, namespace: str) -> Any:
        owners = {
            "piece": self.piece,
            "campaign": self.campaign,
            "guideline": self.guideline,
            "brands": self.brand,
            "tokens": self.token.token,
            "webhooks": self.webhook,
            "wagtailusers_users": self.person,
            "images": self.image,
            "wagtailimages_chooser": self.image,
            "documents": self.document,
            "wagtaildocs_chooser": self.document,
            "wagtailadmin_collections": self.brand.collection,
            "wagtailadmin_workflows": self.state.workflow,
        }
        found = [
            owner for name, owner in owners.items() if namespace == name or namespace.endswith(("_" + name, ":" + name))
        ]
        return found[0] if found else _Nobody()


@dataclass(frozen=True, slots=True)
class _Nobody:
    """What belongs to no brand (locales, groups, sites, pages): the first there is."""

    pk: int = 1


def furnish(key: str, name: str, word: str) -> Side:
    """A brand with one of everything; `word` stands in all names and texts."""
    brand = BrandFactory(key=key, name=name)
    import_guideline(brand, GUIDELINE.format(word=word))
    campaign = factories.campaign(brand, slug=f"{word}-sommer", goal=word)
    image = factories.picture(brand, alt=f"{word} Bild", color=f"#{brand.pk:06d}")
    image.title = f"{word} Bild"
    image.save()
    image.tags.add(f"{word}-bild")
    document = create_document(brand, f"{word}: ein Text".encode(), title=f"{word} Dokument", name=f"{word}.txt")
    document.tags.add(f"{word}-dokument")
    person = UserFactory(username=f"{word}-person", first_name=word.title(), role=Role.EDITOR, brands=[brand])
    piece = factories.piece(campaign, slug=f"{word}-auftakt", hero=image, teaser=word, facts=[])
    piece.save_revision(user=person)
    piece.publish(piece.latest_revision)
    work_off()
    piece = Piece.objects.get(pk=piece.pk)
    piece.teaser = f"Neu: {word}"
    piece.save_revision(user=person)
    piece = Piece.objects.get(pk=piece.pk)
    workflow = Workflow.objects.get(name="matrix")
    workflow.start(piece, person)
    log(piece, "wagtail.edit", user=person)
    log(image, "wagtail.edit", user=person)
    log(document, "wagtail.edit", user=person)
    log(person, "wagtail.edit", user=person)
    log(brand, "wagtail.edit", user=person)
    log(campaign, "wagtail.edit", user=person)
    webhook = create_webhook(brand, name=f"{word} Webhook", url=f"https://{word}.example/hook")
    put_test(webhook)
    target = f"https://{word}.example/ziel"
    allocate(LinkPlace(brand.pk, piece.translation_key, "sms", "message", "de"), {target: target})
    state = WorkflowState.objects.get(object_id=str(piece.pk))
    session = EditingSession.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(Piece),
        object_id=piece.pk,
        last_seen_at=timezone.now(),
    )
    return Side(
        brand=brand,
        campaign=Campaign.objects.get(pk=campaign.pk),
        piece=piece,
        guideline=Guideline.objects.get(brand=brand),
        image=image,
        document=document,
        person=person,
        token=issue_token(name=f"{word} Schlüssel", brands=[brand]),
        session=session,
        state=state,
        comment=write(piece, user=person, text=f"{word} fragt @{person.username}", place=("headline", word)),
        waiver=waive(
            piece,
            Terms(rule="terms/banned-word", locale="de", field="teaser"),
            reason=f"{word} darf das",
            expires=timezone.localdate(),
            user=person,
            words=word,
        ),
        webhook=webhook,
        slot=Slot.objects.filter(brand=brand, channel="web").select_related("current__variant").first(),
    )


def build() -> tuple[Side, Side]:
    """One's own brand, and another."""
    from wagtail.models import GroupApprovalTask

    workflow = Workflow.objects.create(name="matrix")
    task = GroupApprovalTask.objects.create(name="matrix")
    task.groups.add(Group.objects.get(name=Role.BRAND_MANAGER.value))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return furnish("nordlicht", "Nordlicht", "nordisch"), furnish("suedwind", f"Südwind {SECRET}", SECRET)
