"""Real servers for tests, from Debian's packages: unprivileged, in a temporary folder, on free ports."""
