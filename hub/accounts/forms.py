"""Forms of the accounts that Wagtail has not."""

from typing import Any

from hub.accounts.models import Brand
from hub.accounts.viewsets import BrandScopedForm


class BrandForm(BrandScopedForm):
    """A brand; the key stands in addresses, so it is fixed once the brand exists."""

    class Meta:
        model = Brand
        fields = ["name", "key", "time_zone", "default_locale"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["key"].disabled = True
