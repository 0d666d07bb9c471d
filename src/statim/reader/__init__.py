"""The clinician's pages: topic page, browse, as-of, related pages, metering."""
