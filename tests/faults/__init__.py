"""`make faults`: uploads to the full set while its parts are killed and stopped; nothing may be lost."""
