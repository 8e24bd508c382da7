"""Where bytes and records are kept; filled by a later issue."""
