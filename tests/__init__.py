"""Tests of bewijsloket."""
