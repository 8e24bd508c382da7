"""How good the checks are, on documents that nobody tuned on: `make accuracy`."""
