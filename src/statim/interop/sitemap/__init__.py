"""Every address that can be read, for search engines."""
