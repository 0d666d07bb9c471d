import json

from django.db import migrations, models

from statim.editions.coded import keys_of
from statim.editions.document import Code

# canonical JSON has its keys in order and no spaces, and escapes quotes inside texts
NO_CODES = '"codes":[],'


def remember_those_there_are(apps, schema_editor):
    """The codes of the current editions that were published before there was a table of them."""
    Edition = apps.get_model("editions", "Edition")
    Standing = apps.get_model("editions", "Standing")
    TopicCode = apps.get_model("editions", "TopicCode")
    current = Edition.objects.filter(sequence__in=Standing.objects.values("edition_id"))
    for edition in current.exclude(canonical__contains=NO_CODES).iterator(chunk_size=200):
        codes = [Code(**one) for one in json.loads(edition.canonical)["topic"]["codes"]]
        TopicCode.objects.bulk_create(
            [TopicCode(topic=edition.topic, system=s, code=c) for s, c in sorted(keys_of(codes))]
        )


class Migration(migrations.Migration):
    dependencies = [("editions", "0007_waiting_numbers")]

    operations = [
        migrations.CreateModel(
            name="TopicCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(db_index=True, max_length=40)),
                ("system", models.CharField(max_length=10)),
                ("code", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "system", "topic"), name="editions_coded_once"
                    )
                ],
            },
        ),
        migrations.RunPython(remember_those_there_are, migrations.RunPython.noop),
    ]
