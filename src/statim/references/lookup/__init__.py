"""Looking a work up where it is registered: a DOI at Crossref, a PubMed id at NCBI.

What comes back is somebody else's word: it goes through the readers and limits of every file,
must be about the very identifier that was asked for, and a person sees it before it is cited.
"""
