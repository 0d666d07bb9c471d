"""What all doors share: an edition with the marks of today, the meter, how answers are kept."""
