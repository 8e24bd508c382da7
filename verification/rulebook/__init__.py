"""The rules as data: one TOML per procedure, one version per period in force."""
