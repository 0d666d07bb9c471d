"""The Model Context Protocol: AI tools search and cite what is published, and nothing more."""
