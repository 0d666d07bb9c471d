"""Rules for what is written: dangerous forms, placeholders, doses that disagree. Pure."""
