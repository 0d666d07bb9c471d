"""Wagtail's pictures and documents as the frame needs them: tables and addresses, nothing more.

No page holds one of Wagtail's pictures or documents. Made ready as Wagtail does it, the two bring
a web interface of their own, with all its schemas, into every process: a third of its start.
"""

from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig


class Pictures(WagtailImagesAppConfig):
    """Wagtail's pictures, without their web interface."""

    def ready(self) -> None:
        """Register nothing."""


class Documents(WagtailDocsAppConfig):
    """Wagtail's documents, without their web interface."""

    def ready(self) -> None:
        """Register nothing."""
