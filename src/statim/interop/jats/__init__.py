"""Topics as JATS XML, for libraries and archives."""
