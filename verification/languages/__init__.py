"""Naming the language of a text: scripts, the three detectors, function words, and the words of translators."""
