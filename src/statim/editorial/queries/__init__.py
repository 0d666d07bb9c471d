"""Reading what the desk knows: reviews, registers, and the lists of work. Nothing here writes."""
