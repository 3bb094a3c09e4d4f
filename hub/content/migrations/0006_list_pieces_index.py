"""The indexes of what the migration before filled in: PostgreSQL makes none in the transaction that wrote the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0005_list_pieces'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='piece',
            index=models.Index(condition=models.Q(('live', True)), fields=['brand_key', 'locale', 'off_digest', 'id'], name='piece_of_brand'),
        ),
        migrations.AddIndex(
            model_name='piece',
            index=models.Index(condition=models.Q(('live', True)), fields=['campaign', 'locale', 'off_digest', 'id'], name='piece_of_campaign'),
        ),
        migrations.AddIndex(
            model_name='piece',
            index=models.Index(condition=models.Q(('live', True)), fields=['brand_key', 'locale', 'off_digest', 'last_published_at', 'id'], name='piece_of_brand_since'),
        ),
        migrations.AddIndex(
            model_name='piece',
            index=models.Index(condition=models.Q(('live', True)), fields=['campaign', 'locale', 'off_digest', 'last_published_at', 'id'], name='piece_of_campaign_since'),
        ),
    ]
