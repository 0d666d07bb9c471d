"""The published record: documents, hash chain, as-of reading, Document to HTML."""
