from django.db import migrations


def keep_first_versions(apps, schema_editor):
    """Drafts from before versions were kept become their topics' first version."""
    topics, versions = apps.get_model("topics", "Topic"), apps.get_model("topics", "Version")
    for topic in topics.objects.filter(revision=0).order_by("id").iterator(chunk_size=200):
        versions.objects.create(
            topic=topic,
            number=1,
            at=topic.updated,
            by_name="Before versions were kept",
            what="import",
            draft=topic.draft,
            doubts=topic.doubts,
        )
        topics.objects.filter(id=topic.pk).update(revision=1)


class Migration(migrations.Migration):
    dependencies = [("topics", "0003_append_only")]

    operations = [migrations.RunPython(keep_first_versions, migrations.RunPython.noop)]
