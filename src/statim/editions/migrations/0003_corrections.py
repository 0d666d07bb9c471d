import json

import django.db.models.deletion
from django.db import migrations, models

# canonical JSON has its keys in order and no spaces, and escapes quotes inside texts
KIND = '"change":{"kind":"correction"'


def list_those_there_are(apps, schema_editor):
    """Corrections that were published before there was a list of them."""
    Edition = apps.get_model("editions", "Edition")
    Correction = apps.get_model("editions", "Correction")
    for edition in Edition.objects.filter(canonical__contains=KIND).iterator(chunk_size=200):
        change = json.loads(edition.canonical)["change"]
        if change["kind"] == "correction":
            Correction.objects.create(
                edition=edition, topic=edition.topic, severity=change.get("severity", "")
            )


class Migration(migrations.Migration):
    dependencies = [("editions", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="correction",
                        serialize=False,
                        to="editions.edition",
                    ),
                ),
                ("topic", models.CharField(db_index=True, max_length=40)),
                ("severity", models.CharField(blank=True, max_length=20)),
            ],
        ),
        migrations.AddField(
            model_name="standing",
            name="corrected",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.RunPython(list_those_there_are, migrations.RunPython.noop),
    ]
