"""The shapes of webhooks: what one asks for, and what the log says."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

Name = Annotated[str, Field(max_length=100)]
Url = Annotated[str, Field(max_length=1000, examples=["https://hooks.example.com/einklang"])]
Channels = Annotated[list[Annotated[str, Field(min_length=1, max_length=50)]], Field(max_length=100)]


class WebhookIn(Schema):
    """What to tell an address. No channels and no campaign mean all; `brand` may be left out where there is one."""

    model_config = ConfigDict(extra="forbid")

    url: Url
    brand: str = ""
    name: Name = ""
    channels: Channels = []
    campaign: str = ""


class WebhookChange(Schema):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    url: Url | None = None
    name: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    channels: Channels | None = None
    campaign: str | None = None
    enabled: bool | None = None


class WebhookOut(Schema):
    """A webhook. `disabled_because`: "gone" (it answered 410), "failing" (nothing got through for days), or "".

    `failing_since` is when the first of the attempts that failed since the last success was made.
    """

    id: int
    brand: str
    name: str
    url: str
    channels: list[str]
    campaign: str
    enabled: bool
    disabled_because: str
    failing_since: datetime | None
    created_at: datetime


class WebhookWithSecret(WebhookOut):
    """A webhook with its secret (`whsec_...`): give it to the receiver, it is not shown again."""

    secret: str


class WebhookPage(Schema):
    """A page of webhooks."""

    items: list[WebhookOut]
    next: str | None


class AttemptOut(Schema):
    """One attempt: the status that was answered, or why there was none."""

    at: datetime
    status: int | None
    error: str
    milliseconds: int


class DeliveryOut(Schema):
    """One message and what became of it. `body` are the bytes that were signed."""

    id: int
    message: str
    type: str
    state: str
    created_at: datetime
    next_attempt_at: datetime | None
    attempts: list[AttemptOut]
    body: str


class DeliveryPage(Schema):
    """A page of messages, the newest first."""

    items: list[DeliveryOut]
    next: str | None


class ReplayOut(Schema):
    """How many messages are sent again."""

    count: int
