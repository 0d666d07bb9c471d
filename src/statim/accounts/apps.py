"""Tells Django that this room exists, what it holds of a person, and which acts it logs."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room `accounts`."""

    name = "statim.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take part in one's own data; listen to what allauth does."""
        from statim.accounts import acts, own_account, own_data
        from statim.accounts.cpd import exporting

        own_data.register(own_account.NAME, export=own_account.export, erase=own_account.erase)
        own_data.register(exporting.NAME, export=exporting.export, erase=exporting.erase)
        acts.listen()
