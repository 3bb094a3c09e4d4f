"""A block of a piece can refer to nothing of another brand, whatever number a form is given."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from hub.content.models import Piece
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_foreign", [True, False])
def test_a_picture_of_another_brand_is_refused(brand, other_brand, editor, signed_in, is_foreign):
    row = factories.piece(factories.campaign(brand), facts=[], body=[], teaser="")
    shown = factories.picture(other_brand if is_foreign else brand)
    block = {"picture": str(shown.pk), "alt": "", "caption": ""}
    data = nested_form_data(
        {
            **{name: streamfield([]) for name in ("short", "legal", "facts", "arms")},
            "title": row.title,
            "headline": "Neu",
            "teaser": "",
            "slug": row.slug,
            "campaign": row.campaign_id,
            "action_label": "",
            "action_url": "",
            "hero": "",
            "hero_alt": "",
            "hashtags": "",
            "body": streamfield([("picture", block)]),
        }
    )
    url = reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
    response = signed_in(editor).post(url, data)
    errors = response.context["form"].errors if response.status_code == 200 else {}
    assert list(errors) == (["body"] if is_foreign else [])
    body = Piece.objects.get(pk=row.pk).get_latest_revision_as_object().body
    assert [child.block_type for child in body] == ([] if is_foreign else ["picture"])


@pytest.mark.parametrize("place", ["hero", "body", "columns", "overrides"])
def test_a_picture_of_another_brand_of_ones_own_is_refused(brand, other_brand, place):
    # Who works for two brands may choose both brands' pictures; a piece shows its own brand's only.
    row = factories.piece(factories.campaign(brand))
    number = factories.picture(other_brand).pk
    picture = {"type": "picture", "id": "a", "value": {"picture": number}}
    match place:
        case "hero":
            row.hero_id = number
        case "body":
            row.body = row.body.stream_block.to_python([picture])
        case "columns":
            columns = {"type": "columns", "id": "b", "value": {"left": [picture], "right": []}}
            row.body = row.body.stream_block.to_python([columns])
        case "overrides":
            row.overrides = {"email": {"*": {"hero": {"value": {"image": number}, "source_digest": ""}}}}
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert list(refused.value.message_dict) == ["body" if place == "columns" else place]
