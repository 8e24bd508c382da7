"""One module per check: a pure function from a reading to a result."""
