from django.db import migrations

from statim.audit.append_only import RefuseChanges


def begin(apps, schema_editor):
    apps.get_model("editions", "RecordHead").objects.create(id=1)


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_initial")]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        RefuseChanges(
            "editions_edition",
            "a published edition is never changed or deleted",
            [("sequence",), ("hash",), ("topic", "number")],
        ),
        RefuseChanges(
            "editions_withdrawal",
            "a withdrawal is never changed or deleted",
            [("id",), ("topic", "number")],
        ),
    ]
