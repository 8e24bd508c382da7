"""Reading evidence and checking it; knows no web, no queue and no database."""
