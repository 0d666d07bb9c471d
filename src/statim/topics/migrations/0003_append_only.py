from django.db import migrations

from statim.audit.append_only import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("topics", "0002_versions")]

    operations = [
        RefuseChanges(
            "topics_version",
            "a saved version is never changed or deleted",
            [("id",), ("topic_id", "number")],
        ),
        RefuseChanges(
            "topics_wording", "who worded what is never changed or deleted", [("id",)]
        ),
    ]
