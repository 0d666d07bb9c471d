from django.db import migrations

from statim.references.doubts import doubts_of
from statim.references.identity import titled, year
from statim.references.words import words_of


def index_beginnings(apps, schema_editor):
    """PostgreSQL answers "begins with" from an index of its own kind only."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(
            'CREATE INDEX references_word_begins ON references_word'
            ' (weight, word varchar_pattern_ops, year, work_id)'
        )


def describe_known_works(apps, schema_editor):
    """The works that were kept before: their words, titles and doubts."""
    Work = apps.get_model('references', 'Work')
    Word = apps.get_model('references', 'Word')
    for row in Work.objects.order_by('pk').iterator(chunk_size=500):
        when = int(year(row.csl) or 0)
        Word.objects.bulk_create([
            Word(work=row, word=word, weight=weight, year=when if 0 < when < 10_000 else 0)
            for word, weight in words_of(row.csl, row.key).items()
        ])
        Work.objects.filter(pk=row.pk).update(
            titled=titled(row.csl), doubtful=bool(doubts_of(row.csl))
        )


class Migration(migrations.Migration):

    dependencies = [
        ('references', '0003_library'),
    ]

    operations = [
        migrations.RunPython(index_beginnings, migrations.RunPython.noop),
        migrations.RunPython(describe_known_works, migrations.RunPython.noop),
    ]
