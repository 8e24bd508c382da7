"""What happens in the background; filled by a later issue."""
