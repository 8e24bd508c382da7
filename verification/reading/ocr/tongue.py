"""Which of the four models a page needs, by the function words in a sample of its lines.

Only words that are frequent in one of the four languages and rare or absent in the other three and in their
neighbours count, so that a page in another language gets all four models.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

FUNCTION_WORDS = {
    "nld": "het een van voor met zijn niet aan ook wordt worden naar deze door uit wij hij heeft hebben werd "
           "bij dat uw ons tot over tijdens onder bent daarom tegen zij geen kan zich",
    "eng": "the of and to for with that this was which by from has have she he been are at were on be or as "
           "it her his your we will not an any their",
    "fra": "le les du dans pour est une aux qui par sur nous elle été cette ses avec sont il ont votre ce "
           "vous et au à être lors ainsi",
    "deu": "der und ist mit für auf dem den ein eine einer wurde zu sie nicht von im zum zur wird hat sich "
           "bei ich wir das vom bis sind am oder",
}  # fmt: skip
_MODEL_OF = {word: model for model, words in FUNCTION_WORDS.items() for word in words.split()}
ENOUGH = 5  # function words
SHARE = 0.13  # of the words, of the first language alone; running text has 0.2 to 0.4
SECOND = 0.2  # of the function words, at least two of them: a second language is on the page


def models_for(words: Iterable[str]) -> tuple[str, ...] | None:
    """The model, or the two models, for a page with these words; None if only all of them will do."""
    plain = [word.strip(".,;:()'\"").lower() for word in words]
    letters = [word for word in plain if word.isalpha()]
    votes = Counter(_MODEL_OF[word] for word in letters if word in _MODEL_OF)
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < max(ENOUGH, SHARE * len(letters)):
        return None
    return tuple(model for model, count in ranked if count >= max(2, SECOND * votes.total()))
