"""The development corpus: labelled documents made by a seeded generator (see README.md)."""
