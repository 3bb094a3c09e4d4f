"""What changes guidelines."""

from typing import Any

from django.db import transaction

from hub.accounts.models import Brand
from hub.guidelines.convert import read_source, snapshot_of
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.selectors import version_in_force
from hub.guidelines.signals import guideline_published


@transaction.atomic
def put_in_force(guideline: Guideline, *, user: Any = None) -> GuidelineVersion:
    """Store the published guideline as a new numbered version, unless the newest says the very same.

    Raises:
        GuidelineError: its text cannot be read.
    """
    brand = Brand.objects.select_for_update().get(pk=guideline.brand_id)
    core = read_source(guideline.source, brand=brand)
    previous = version_in_force(brand)
    if previous is not None and previous.digest == core.digest:
        return previous
    version = GuidelineVersion.objects.create(
        brand=brand,
        number=previous.number + 1 if previous else 1,
        snapshot=snapshot_of(core),
        source=guideline.source,
        digest=core.digest,
        published_by=user if getattr(user, "pk", None) else None,
    )
    guideline_published.send(sender=GuidelineVersion, version=version, previous=previous)
    return version


@transaction.atomic
def import_guideline(brand: Brand, source: str, *, user: Any = None, publish: bool = True) -> Guideline:
    """Take a guideline from YAML as the brand's draft, and publish it if asked.

    Raises:
        GuidelineError: its text cannot be read; nothing is changed.
    """
    read_source(source, brand=brand)
    guideline, _ = Guideline.objects.get_or_create(brand=brand, defaults={"source": source, "live": False})
    guideline.source = source
    guideline.show_source()
    revision = guideline.save_revision(user=user, changed=True)
    if publish:
        guideline.publish(revision, user=user)
    guideline.refresh_from_db()
    return guideline
