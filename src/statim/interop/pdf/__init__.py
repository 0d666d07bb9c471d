"""One topic, or several as a booklet, as a PDF."""
