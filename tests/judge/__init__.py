"""Judging-only generator of labelled test documents; independent of the product and its tuning corpus."""
