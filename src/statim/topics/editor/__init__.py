"""The topic editor: a form field whose value is the outline of a topic, and what serves it.

The sources of the part that runs in the browser are in `source/`; `make editor` builds them.
"""
