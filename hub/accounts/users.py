"""Users in the admin: with language and brands, and without a way up for who may only manage their own brands."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext, gettext_noop
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.bulk_actions import AssignRoleBulkAction
from wagtail.users.views.bulk_actions.assign_role import RoleForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from hub.accounts.scoping import principal_of
from hub.accounts.viewsets import BrandScopedViewSetMixin

# The groups' names are English in the database; the catalogs know these.
ROLE_NAMES = (
    gettext_noop("Editor"),
    gettext_noop("Channel team"),
    gettext_noop("Brand manager"),
    gettext_noop("Administrator"),
)


def assignable_groups(user: User) -> QuerySet[Group]:
    """The groups that this user may put others into: the roles and their own; a superuser any."""
    groups = Group.objects.all()
    if user.is_superuser:
        return groups
    own = user.groups.values_list("pk", flat=True)
    return groups.filter(pk__in=own) | groups.filter(name__in=list(Role))


class _GroupChoiceField(forms.ModelMultipleChoiceField[Group]):
    def label_from_instance(self, obj: Group) -> str:
        return gettext(obj.name)


class _ScopedUserFormMixin(forms.ModelForm[User]):
    """The fields of ours, and their limits for `for_user`, who fills in the form."""

    def __init__(self, *args: Any, for_user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_groups = assignable_groups(for_user) if for_user else Group.objects.all()
        groups = self.fields["groups"]
        self.fields["groups"] = _GroupChoiceField(
            queryset=own_groups, required=False, label=groups.label, widget=CheckboxSelectMultiple()
        )
        if for_user is None or principal_of(for_user).brand_ids is None:
            return
        self.fields.pop("is_superuser", None)
        brands = self.fields["brands"]
        if isinstance(brands, forms.ModelMultipleChoiceField):
            brands.queryset = Brand.objects.visible_to(for_user)
        # Without a brand the new user would be out of sight of the person who made them.
        brands.required = True

    def _save_m2m(self) -> None:
        """Groups that the person could not see in the form stay as they were."""
        field = self.fields["groups"]
        offered = field.queryset if isinstance(field, _GroupChoiceField) and field.queryset else Group.objects.none()
        kept = list(self.instance.groups.exclude(pk__in=offered.values("pk")))
        super()._save_m2m()  # type: ignore[misc]
        self.instance.groups.add(*kept)


class ScopedUserCreationForm(_ScopedUserFormMixin, UserCreationForm):  # type: ignore[misc]
    """A new user."""

    class Meta(UserCreationForm.Meta):  # type: ignore[misc]
        fields = UserCreationForm.Meta.fields | {"language", "brands"}
        widgets = {**UserCreationForm.Meta.widgets, "brands": CheckboxSelectMultiple}


class ScopedUserEditForm(_ScopedUserFormMixin, UserEditForm):  # type: ignore[misc]
    """A user who is there."""

    class Meta(UserEditForm.Meta):  # type: ignore[misc]
        fields = UserEditForm.Meta.fields | {"language", "brands"}
        widgets = {**UserEditForm.Meta.widgets, "brands": CheckboxSelectMultiple}


class _TellsTheForm:
    request: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"for_user": self.request.user}


class ScopedUserCreateView(_TellsTheForm, CreateView):  # type: ignore[misc]
    """Add a user."""


class ScopedUserEditView(_TellsTheForm, EditView):  # type: ignore[misc]
    """Edit a user."""


class ScopedUserViewSet(BrandScopedViewSetMixin, UserViewSet):  # type: ignore[misc]
    """Users of one's own brands."""

    add_view_class = ScopedUserCreateView
    edit_view_class = ScopedUserEditView
    # Wagtail's copy of a user offers, and takes, every brand and group there is.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[User]]:
        """Ours, which know brands."""
        return ScopedUserEditForm if for_update else ScopedUserCreationForm


class ScopedAssignRole(AssignRoleBulkAction):  # type: ignore[misc]
    """Give a role to several users: one that the person may give."""

    def get_form(self, form_class: Any = None) -> RoleForm:
        """Only the groups that may be given."""
        form = super().get_form(form_class)
        form.fields["role"].queryset = assignable_groups(self.request.user)
        return form
