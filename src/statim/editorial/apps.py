"""Tells Django that this room exists, and what it holds of a person."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """The room `editorial`."""

    name = "statim.editorial"
    label = "editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take part in one's own data; look at pages as soon as this process published them."""
        from statim.accounts import own_data as everybodys
        from statim.editions.news import record_changed
        from statim.editorial import own_data
        from statim.editorial.queries.register import public_register
        from statim.publisher.interests import register_source

        everybodys.register(own_data.NAME, export=own_data.export, erase=own_data.erase)
        record_changed.connect(_look)
        register_source(self.label, public_register)


def _look(**_: object) -> None:
    from statim.editorial.looking import catch_up

    catch_up()
