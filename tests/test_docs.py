"""Every code and every setting is documented, and nothing is documented that does not exist."""

import re
from pathlib import Path

from intake.settings import DeskSettings
from retention.destruction.settings import DestructionSettings
from retention.settings import RetentionSettings
from storage.settings import StorageSettings
from verification.limits import Limits
from verification.reading.scanner import Trouble
from verification.rulebook.messages import texts
from verification.settings import Policy
from workers.queue_settings import QueueSettings
from workers.settings import WorkerSettings

MODELS = (
    *(DeskSettings, DestructionSettings, Limits, Policy, QueueSettings),
    *(RetentionSettings, StorageSettings, WorkerSettings),
)
ELSEWHERE = {"BEWIJSLOKET_TRUST_DIR", "BEWIJSLOKET_SECRETS_DIR"}  # asked for before any settings are read
ROOT = Path(__file__).parent.parent
CODE = re.compile(r"`((?:safety|legibility|language|translation|certification|identity)\.[a-z-]+)`")
SETTING = re.compile(r"`(BEWIJSLOKET_[A-Z0-9_]+)`")


def test_the_page_of_codes_is_complete() -> None:
    documented = CODE.findall((ROOT / "docs/codes.md").read_text())
    assert sorted(documented) == sorted(texts())


def test_every_trouble_of_the_scanner_is_documented() -> None:
    page = (ROOT / "docs/codes.md").read_text()
    assert all(f".{trouble}`" in page for trouble in Trouble)


def test_the_page_of_settings_is_complete() -> None:
    documented = set(SETTING.findall((ROOT / "docs/settings.md").read_text()))
    fields = [name for model in MODELS for name in model.model_fields]
    assert documented == {f"BEWIJSLOKET_{name.upper()}" for name in fields} | ELSEWHERE


def test_every_setting_says_what_it_is() -> None:
    for model in MODELS:
        assert all(field.description for field in model.model_fields.values())
