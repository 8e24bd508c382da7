"""Taking bytes in: staged on disk until complete, then durable in quarantine, then a document."""
