"""How long evidence is kept, and why: the schedule, the facts that move the clock, the answer per document.

facts ─► active facts (corrections applied) ─► classes that ask for a dossier ─► answer of a document
  ▲            `facts`                              `rulings`                       `answers`
command, API, consumer ─► `recording` ─► tables of storage, ledger, and the task that sets the locks
"""
