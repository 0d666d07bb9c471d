"""What authors write: outline of statements, import, export, freeze()."""
