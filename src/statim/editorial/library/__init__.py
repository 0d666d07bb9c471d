"""The library of works as the desk uses it: finding, adding, editing, merging, where used."""
