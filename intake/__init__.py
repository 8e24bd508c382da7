"""The front desk: portal, review desk, API and the command line."""
