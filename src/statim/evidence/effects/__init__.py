"""What one study says: an estimate and its variance on the scale on which studies are pooled."""
