"""The week on paper: hours against the goal, and the documents that carry them out of the program."""
