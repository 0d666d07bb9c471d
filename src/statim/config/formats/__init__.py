"""How days are written, where Django's own way is not the house's. German is Django's own."""
