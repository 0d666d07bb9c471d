"""A first set of synonyms and abbreviations, from open lists, matched to the topics there are."""
