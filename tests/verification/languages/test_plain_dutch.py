"""Plain texts in the accepted languages with words that a relative writes too."""

import pytest

from verification.languages.route import name_language

TEXTS = [
    ("nl", "Sinds 2020 werk ik in de wijk, waar ik zelf plannen opstel. Ik dien weer een verzoek in."),
    ("nl", "Van 1 mei 2014 tot 3 mei 2016 en van 5 mei 2018 tot 12 mei 2020 was zij in dienst, net als u"),
    ("nl", "De deur van de afdeling is van de verpleging en van de arts van het huis van bewaring"),
    ("de", "Das Haus gibt uns die Zeit, das Kind und das Team in der Heimat eng und gut zu pflegen"),
    ("en", "Health care and patient care on the ward, on night duty, with care of the sick as our aim"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_shared_words_do_not_lead_astray(language: str, text: str) -> None:
    assert name_language(text).language == language
