"""Brands, users and tokens for tests."""

from collections.abc import Iterable
from typing import Any

import factory
from django.contrib.auth.models import Group

from hub.accounts.models import Brand, User
from hub.accounts.roles import Role


class BrandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Brand

    key = factory.Sequence(lambda number: f"brand-{number}")
    name = factory.LazyAttribute(lambda brand: brand.key.title())


class UserFactory(factory.django.DjangoModelFactory):
    """`UserFactory(role=Role.EDITOR, brands=[brand])`; the password is "password"."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user-{number}")
    first_name = factory.LazyAttribute(lambda user: user.username.title())
    last_name = "Test"
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.com")
    password = factory.django.Password("password")

    @factory.post_generation
    def role(self: Any, create: bool, role: Role | None, **kwargs: Any) -> None:
        if role is not None:
            self.groups.add(Group.objects.get(name=role.value))

    @factory.post_generation
    def brands(self: Any, create: bool, brands: Iterable[Brand] | None, **kwargs: Any) -> None:
        self.brands.add(*(brands or ()))
