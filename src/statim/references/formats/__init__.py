"""File formats of bibliographies, each read into CSL items and refused records. Pure."""
