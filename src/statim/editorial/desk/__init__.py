"""The desk's frame: who comes in, which addresses answer, what stands in the menu."""
