"""What intake and workers say to each other: services over the tables, each within the caller's transaction.

Every change of state goes through `storage.states`, leaves an event in the ledger, and asks for what must
follow through the outbox, in the same transaction.
"""
