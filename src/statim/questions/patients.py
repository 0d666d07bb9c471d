"""The warning that words seem to name a patient, before they are kept."""

from __future__ import annotations

from statim.accounts import patient_identifiers


def warning(words: str) -> str:
    """The sentence for whoever wrote this, or "" where nothing looks like a patient's."""
    return patient_identifiers.warning(patient_identifiers.found_in(words))
