"""The indexes of what the migration before filled in: PostgreSQL makes none in the transaction that wrote the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('variants', '0006_list_slots'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='slot',
            index=models.Index(condition=models.Q(('shows', True)), fields=['brand', 'channel', 'format', 'locale', 'dialect', 'id'], name='slot_of_brand'),
        ),
        migrations.AddIndex(
            model_name='slot',
            index=models.Index(condition=models.Q(('shows', True)), fields=['campaign', 'channel', 'format', 'locale', 'dialect', 'id'], name='slot_of_campaign'),
        ),
    ]
