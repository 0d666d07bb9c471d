"""The numbers behind a statement: effect sizes, pooling, pictures, certainty.

Pure: no framework, no table, no file. Frozen values go in, frozen values come out, all of them
JSON.
"""
