"""Who may read which brand's portal: everybody, who has a pass, who has signed in and belongs to the brand."""

from dataclasses import dataclass

from django.http import HttpRequest

from hub.accounts.models import Brand, PortalAccess
from hub.accounts.passes import Admission, admission
from hub.accounts.scoping import principal_of

#: How the pass is called in addresses.
PASS = "pass"  # noqa: S105  (a word, not a secret)


class SignInFirstError(Exception):
    """Nobody has signed in, and the brand, if there is one, shows nothing to strangers."""


class NotYoursError(Exception):
    """There is no such brand for who has signed in."""


class PassEndedError(Exception):
    """The pass was handed out once, and is worth nothing any more."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who may read. `handed` is the pass they came with; `is_insider`: they belong to the brand."""

    brand: Brand
    handed: str = ""
    is_insider: bool = False


def visitor(request: HttpRequest, brand_key: str) -> Visitor:
    """Who asks for this brand's portal.

    To strangers a brand that is closed and one that does not exist look the same.

    Raises:
        SignInFirstError, NotYoursError, PassEndedError: they may not read.
    """
    brand = Brand.objects.filter(key=brand_key).first()
    principal = principal_of(request.user)
    if brand is not None and principal.sees_brand(brand.pk):
        return Visitor(brand, is_insider=True)
    handed = request.GET.get(PASS, "")
    worth = admission(brand, handed) if brand is not None else Admission.NONE
    if brand is not None and (brand.portal_access == PortalAccess.PUBLIC or worth is Admission.VALID):
        return Visitor(brand, handed=handed if worth is Admission.VALID else "")
    if worth is Admission.ENDED:
        raise PassEndedError
    raise NotYoursError if request.user.is_authenticated else SignInFirstError
