"""The outcome as JSON, terminal text, HTML and PDF."""
