"""The blocks a piece's body is made of. Every block may be limited to some channels."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock

from hub.accounts.language import current_translator
from hub.content.kept import ChannelsBlock, KeepingStreamBlock
from renderers import registry
from renderers.contract.document import FactType, Qualifier

#: What may be done with words inside a paragraph.
INLINE_FEATURES = ["bold", "italic", "link"]

SCHEMES = ("http://", "https://", "mailto:", "tel:")


def channel_choices() -> list[tuple[str, str]]:
    """The channels there are, for choice fields, in the reader's language; stored as keys."""
    translate = current_translator()
    return [(renderer.key, translate(renderer.label)) for renderer in registry.all_renderers()]


def validate_target(value: str) -> None:
    """An address that readers may be sent to: http, https, mailto or tel."""
    if not value.lower().startswith(SCHEMES) or any(character.isspace() for character in value):
        raise ValidationError(
            _("“%(value)s” is no complete address. Begin with https://, mailto: or tel:, without spaces."),
            params={"value": value},
        )


class LimitedBlock(blocks.StructBlock):  # type: ignore[misc]
    """A block that may be limited to some channels. In the form that is a setting, behind a button of the block's."""

    child_blocks: dict[str, blocks.Block]
    channels = ChannelsBlock(
        label=_("Only in these channels"), help_text=_("None = in all."), choices=channel_choices, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The layout sorts the children; what is stored and migrated keeps the order it was declared in.
        names = (*self.base_blocks, *self.child_blocks)
        self.child_blocks = {name: self.child_blocks[name] for name in names}

    def get_form_layout(self) -> blocks.BlockGroup:
        """The words in sight, the channels among the settings."""
        names = [name for name in self.child_blocks if name != "channels"]
        return blocks.BlockGroup(names, settings=["channels"])


class HeadingBlock(LimitedBlock):
    """A heading inside the body."""

    text = blocks.CharBlock(label=_("Heading"))
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("2", "2"), ("3", "3"), ("4", "4")], default="2")

    class Meta:
        icon = "title"
        label = _("Heading")


class ParagraphBlock(LimitedBlock):
    """One or more paragraphs."""

    text = blocks.RichTextBlock(label=_("Text"), features=INLINE_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")


class ListBlock(LimitedBlock):
    """A bulleted or numbered list."""

    items = blocks.ListBlock(blocks.RichTextBlock(features=INLINE_FEATURES), label=_("Items"))
    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("List")


class QuoteBlock(LimitedBlock):
    """Somebody else's words."""

    text = blocks.RichTextBlock(label=_("Quote"), features=INLINE_FEATURES)
    attribution = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")


class PictureBlock(LimitedBlock):
    """A picture with a caption."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alternative text"), required=False, help_text=_("Only where the picture's own does not fit here.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")


class ActionBlock(LimitedBlock):
    """A further call to action."""

    label = blocks.CharBlock(label=_("Label"))
    url = blocks.CharBlock(label=_("Address"), validators=[validate_target])

    class Meta:
        icon = "link-external"
        label = _("Call to action")


class OfferBlock(LimitedBlock):
    """A product with its price."""

    product = blocks.CharBlock(label=_("Product"))
    price = blocks.CharBlock(label=_("Price"), help_text=_("Best as a fact: {{ fact.price }}"))
    old_price = blocks.CharBlock(label=_("Old price"), required=False, help_text=_("Shown struck out."))
    text = blocks.RichTextBlock(label=_("Text"), features=INLINE_FEATURES, required=False)
    code = blocks.CharBlock(label=_("Voucher code"), required=False)
    picture = ImageChooserBlock(label=_("Picture"), required=False)
    alt = blocks.CharBlock(
        label=_("Alternative text"), required=False, help_text=_("Only where the picture's own does not fit here.")
    )
    url = blocks.CharBlock(label=_("Address"), required=False, validators=[validate_target])

    class Meta:
        icon = "tag"
        label = _("Offer")


class TableBlock(LimitedBlock):
    """A table of short texts."""

    table = TypedTableBlock([("text", blocks.CharBlock(label=_("Text"), required=False))], label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")


class DividerBlock(LimitedBlock):
    """A pause between two thoughts."""

    class Meta:
        icon = "minus"
        label = _("Divider")


class VideoBlock(LimitedBlock):
    """A link to a video."""

    title = blocks.CharBlock(label=_("Title"))
    url = blocks.CharBlock(label=_("Address"), validators=[validate_target])
    poster = ImageChooserBlock(label=_("Poster picture"), required=False)
    alt = blocks.CharBlock(
        label=_("Alternative text"), required=False, help_text=_("Only where the picture's own does not fit here.")
    )

    class Meta:
        icon = "media"
        label = _("Video link")


class MarkdownBlock(LimitedBlock):
    """A stretch of Markdown; becomes ordinary blocks."""

    text = blocks.TextBlock(label=_("Markdown"))

    class Meta:
        icon = "code"
        label = _("Markdown")


class LegalNoteBlock(LimitedBlock):
    """Small print; never shortened."""

    text = blocks.TextBlock(label=_("Legal note"), rows=2)

    class Meta:
        icon = "warning"
        label = _("Legal note")


SIMPLE_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock()),
    ("list", ListBlock()),
    ("quote", QuoteBlock()),
    ("picture", PictureBlock()),
    ("action", ActionBlock()),
    ("offer", OfferBlock()),
]


class ColumnsBlock(LimitedBlock):
    """Two columns; narrow channels put the left one first."""

    left = KeepingStreamBlock(SIMPLE_BLOCKS, label=_("Left column"), required=False)
    right = KeepingStreamBlock(SIMPLE_BLOCKS, label=_("Right column"), required=False)

    class Meta:
        icon = "grip"
        label = _("Columns")


BODY_BLOCKS: list[tuple[str, blocks.Block]] = [
    *SIMPLE_BLOCKS,
    ("columns", ColumnsBlock()),
    ("table", TableBlock()),
    ("divider", DividerBlock()),
    ("video", VideoBlock()),
    ("markdown", MarkdownBlock()),
    ("legal", LegalNoteBlock()),
]

_TYPE_LABELS = {
    FactType.PRICE: _("Price"),
    FactType.DATE: _("Date"),
    FactType.PERCENT: _("Percentage"),
    FactType.CODE: _("Code"),
    FactType.PHONE: _("Phone number"),
    FactType.TEXT: _("Text"),
    FactType.CLAIM: _("Claim"),
}
_QUALIFIER_LABELS = {Qualifier.FROM: _("from"), Qualifier.UP_TO: _("up to")}


FACTS_HELP = _(
    "What must be the same everywhere, a price or a date, is said once here and stands in the texts as {{ fact.NAME }}."
)
ARMS_HELP = _("For tests: one field with another value, under a name of its own. Whoever sends chooses who gets which.")


class FactBlock(blocks.StructBlock):  # type: ignore[misc]
    """A named value said once."""

    name = blocks.RegexBlock(
        label=_("Name"),
        regex=r"\A[A-Za-z_]\w*\Z",
        help_text=_("Letters, digits and underscores. Refer to it as {{ fact.NAME }}."),
        error_messages={"invalid": _("Only letters, digits and underscores, beginning with a letter.")},
    )
    type = blocks.ChoiceBlock(
        label=_("Type"), choices=[(kind.value, label) for kind, label in _TYPE_LABELS.items()], default="price"
    )
    value = blocks.CharBlock(label=_("Value"), help_text=_("For instance 1.299,00 EUR, 2026-12-24, 20 or a code."))
    qualifier = blocks.ChoiceBlock(
        label=_("Qualifier"),
        choices=[(kind.value, label) for kind, label in _QUALIFIER_LABELS.items()],
        required=False,
    )
    display = blocks.CharBlock(
        label=_("Shown as"), required=False, help_text=_("Only where the usual way of writing it does not do.")
    )

    class Meta:
        icon = "tag"
        label = _("Fact")


class ArmBlock(blocks.StructBlock):  # type: ignore[misc]
    """One side of an A/B test."""

    key = blocks.RegexBlock(
        label=_("Key"),
        regex=r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
        help_text=_("Small letters and digits, for instance b. The piece as it stands is the other side."),
        error_messages={"invalid": _("Only small letters, digits and hyphens.")},
    )
    field = blocks.ChoiceBlock(
        label=_("Field"),
        choices=[
            ("headline", _("Headline")),
            ("teaser", _("Teaser")),
            ("action.label", _("Label of the call to action")),
        ],
        default="headline",
    )
    value = blocks.TextBlock(label=_("Its other value"), rows=2)

    class Meta:
        icon = "resubmit"
        label = _("Arm")
