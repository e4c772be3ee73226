"""The quiz: a sitting as a state machine without a terminal, and the faces that show it."""
