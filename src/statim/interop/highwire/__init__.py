"""A topic as citation meta tags, for reference managers."""
