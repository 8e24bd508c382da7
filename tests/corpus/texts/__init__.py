"""Sentences, labels and names per language, one TOML file a language."""
