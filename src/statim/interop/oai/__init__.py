"""OAI-PMH: libraries harvest the record of topics."""
