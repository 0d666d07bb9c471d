from django.db import migrations

from statim.audit.append_only import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("editorial", "0001_initial")]

    operations = [
        RefuseChanges("editorial_verdict", "a verdict is never changed or deleted", [("id",)]),
        RefuseChanges(
            "editorial_interests",
            "a declaration of interests is never changed or deleted",
            [("id",)],
        ),
    ]
