"""Secrets that stand in the database are sealed; backwards they are opened. A transaction of its own: see PostgreSQL."""

from django.db import migrations

from hub.delivery.sealing import seal, unseal


def sealing(apps, _editor):
    _write(apps, seal)


def opening(apps, _editor):
    _write(apps, unseal)


def _write(apps, deed):
    for row in apps.get_model('delivery', 'Webhook').objects.order_by('pk'):
        row.sealed_secret = deed(row.sealed_secret)
        row.older_sealed_secret = row.older_sealed_secret and deed(row.older_sealed_secret)
        row.save(update_fields=['sealed_secret', 'older_sealed_secret'])


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0005_sealed_secret'),
    ]

    operations = [migrations.RunPython(sealing, opening)]
