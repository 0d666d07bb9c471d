"""RIS, BibTeX and CSL-JSON: a page's references, and the page itself as a work."""
