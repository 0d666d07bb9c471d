"""Who did what, when: one append-only, hash-chained log that every action writes to."""
