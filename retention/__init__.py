"""How long evidence is kept, and the proof that it is gone; filled by a later issue."""
