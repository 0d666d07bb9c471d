"""What was published lately, as an Atom feed."""
