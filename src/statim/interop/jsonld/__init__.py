"""A topic as schema.org JSON-LD, for search engines."""
