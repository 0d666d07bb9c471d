from django.db import migrations, models


def count_doubts(apps, schema_editor):
    """The doubts of each draft are counted beside them."""
    topics = apps.get_model("topics", "Topic")
    rows = topics.objects.exclude(doubts=[]).values_list("pk", "doubts")
    for key, doubts in list(rows):
        topics.objects.filter(pk=key).update(doubted=len(doubts))


class Migration(migrations.Migration):
    dependencies = [("topics", "0004_first_versions")]

    operations = [
        migrations.AddField("topic", "doubted", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count_doubts, migrations.RunPython.noop),
    ]
