"""An exact lower bound for a share: what the figures are worth."""

from math import exp, lgamma, log


def lower_bound(hits: int, n: int, *, confidence: float = 0.95) -> float:
    """One-sided Clopper-Pearson lower bound of `hits` out of `n`.

    >>> round(lower_bound(300, 300), 4)
    0.9901
    """
    if hits == 0:
        return 0.0
    low, high = 0.0, hits / n
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_least(hits, n, middle) < 1 - confidence else (low, middle)
    return low


def _at_least(hits: int, n: int, share: float) -> float:
    """The chance of `hits` or more out of `n` when each has this chance."""
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    logs = (
        lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(share) + (n - k) * log(1 - share)
        for k in range(hits, n + 1)
    )
    return sum(exp(value) for value in logs)
