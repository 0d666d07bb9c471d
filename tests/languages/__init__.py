"""The interface in other languages: choice, catalogues, and that nothing is left unsaid."""
