import django.core.validators
import django.db.models.deletion
import hub.accounts.models
import hub.accounts.timezones
from django.conf import settings
from django.db import migrations, models


def drop_unused_groups(apps, schema_editor):
    """Wagtail makes the groups Editors and Moderators; our roles have other names and would stand beside them."""
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Brand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='Stands in addresses of the API, so it cannot be changed later. Small letters, digits and hyphens.', max_length=50, unique=True, validators=[django.core.validators.RegexValidator('\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Only small letters without accents, digits and single hyphens between them.')], verbose_name='key')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('time_zone', models.CharField(default='Europe/Berlin', help_text='A date without a time ends at midnight in this zone, for instance Europe/Berlin.', max_length=64, validators=[hub.accounts.timezones.validate_time_zone], verbose_name='time zone')),
                ('default_locale', models.CharField(choices=hub.accounts.models.content_languages, default='de', max_length=10, verbose_name='default locale')),
                ('collection', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='brand', to='wagtailcore.collection', verbose_name='collection')),
            ],
            options={
                'verbose_name': 'brand',
                'verbose_name_plural': 'brands',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Who uses it, and for what.', max_length=100, verbose_name='name')),
                ('prefix', models.CharField(editable=False, max_length=16, unique=True, verbose_name='beginning')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('scopes', models.JSONField(default=list, validators=[hub.accounts.models.validate_scopes], verbose_name='rights')),
                ('channels', models.JSONField(blank=True, default=list, help_text='None means all.', validators=[hub.accounts.models.validate_channels], verbose_name='channels')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revoked')),
                ('last_used_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last used')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('brands', models.ManyToManyField(related_name='tokens', to='accounts.brand', verbose_name='brands')),
            ],
            options={
                'verbose_name': 'API token',
                'verbose_name_plural': 'API tokens',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='brands',
            field=models.ManyToManyField(blank=True, related_name='users', to='accounts.brand', verbose_name='brands'),
        ),
        migrations.RunPython(drop_unused_groups, migrations.RunPython.noop),
    ]
