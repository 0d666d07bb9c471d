"""The screens. Each loads, asks the permissions, acts, and answers; none decides."""
