from django.db import migrations

from statim.audit.append_only import RefuseChanges


def begin(apps, schema_editor):
    apps.get_model("audit", "Head").objects.create(id=1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        RefuseChanges("audit_entry", "the audit log is append-only", [("sequence",), ("hash",)]),
    ]
