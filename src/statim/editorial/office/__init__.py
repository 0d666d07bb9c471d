"""The desk's other screens: work to do, people, plans, dates, the log, words, questions."""
