"""What is read about guidelines."""

from brand.guideline import Guideline as CoreGuideline
from hub.accounts.models import Brand
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import GuidelineVersion
from renderers.contract.tokens import Tokens


def version_in_force(brand: Brand | int) -> GuidelineVersion | None:
    """The newest published version of a brand's guideline, or None before the first."""
    brand_id = brand if isinstance(brand, int) else brand.pk
    # Who needs the content takes it from `to_guideline`, which keeps it in memory.
    rows = GuidelineVersion.objects.filter(brand_id=brand_id).defer("snapshot", "source")
    return rows.order_by("-number").first()


def guideline_in_force(brand: Brand) -> CoreGuideline:
    """The guideline a brand is judged by; an empty one, which judges little, before the first version."""
    version = version_in_force(brand)
    return (
        to_guideline(version) if version is not None else CoreGuideline(brand=brand.key, tokens=Tokens(brand=brand.key))
    )
