"""The API under `/v1`, by the NL GOV REST API Design Rules."""
