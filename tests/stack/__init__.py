"""The full set from packages: PostgreSQL, RabbitMQ, an S3 server with object lock, clamd, on free ports."""
