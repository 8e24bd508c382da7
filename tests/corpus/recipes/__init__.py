"""One module per first part of the stratum; each registers its recipes on import."""
