"""The parts of a printed reference and how each is recognised: pure, and never inventing."""
