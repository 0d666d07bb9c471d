"""CDS Hooks: a record asks as it is used, and gets links to topics, never advice."""
