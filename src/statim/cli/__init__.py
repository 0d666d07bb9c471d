"""The `statim` command: one thin file per room; no rule lives here."""
