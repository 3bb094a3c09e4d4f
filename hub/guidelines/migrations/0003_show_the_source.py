"""What is in the guidelines' sources, shown in the fields of the form."""

import json

from django.db import migrations

from brand.errors import GuidelineError
from hub.guidelines.fields import raw
from hub.guidelines.library import Library
from hub.guidelines.writing import read_fields


def show_sources(apps, schema_editor):
    """Fill the fields; revisions get theirs when they are next read."""
    Guideline = apps.get_model("guidelines", "Guideline")
    pictures, documents = (apps.get_model("assets", name) for name in ("ImageAsset", "DocumentAsset"))
    for row in Guideline.objects.all():
        try:
            fields = read_fields(row.source, Library(row.brand_id, pictures=pictures, documents=documents))
        except GuidelineError:
            continue
        for name, entries in fields.items():
            field = Guideline._meta.get_field(name)
            kind = next(iter(field.stream_block.child_blocks))
            setattr(row, name, field.to_python(json.dumps(raw(name, kind, entries))))
        row.save(update_fields=list(fields))


class Migration(migrations.Migration):
    dependencies = [
        ("guidelines", "0002_fields_of_the_form"),
        ("assets", "__first__"),
    ]

    operations = [migrations.RunPython(show_sources, migrations.RunPython.noop)]
