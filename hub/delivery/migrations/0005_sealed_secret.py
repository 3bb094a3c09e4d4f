from django.db import migrations, models

import hub.delivery.webhook


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0004_keep_filtered_campaigns'),
    ]

    operations = [
        migrations.RenameField(model_name='webhook', old_name='secret', new_name='sealed_secret'),
        migrations.RenameField(model_name='webhook', old_name='older_secret', new_name='older_sealed_secret'),
        migrations.AlterField(
            model_name='webhook',
            name='sealed_secret',
            field=models.CharField(default=hub.delivery.webhook.new_sealed_secret, editable=False, max_length=500),
        ),
        migrations.AlterField(
            model_name='webhook',
            name='older_sealed_secret',
            field=models.CharField(blank=True, default='', editable=False, max_length=500),
        ),
    ]
