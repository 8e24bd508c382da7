"""What is installed is complete: every package and every data file is in the wheel."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ["intake", "verification", "storage", "retention", "workers"]
DATA = {".toml", ".j2", ".css", ".typ", ".html", ".js", ".svg"}


def test_the_wheel_holds_every_module_and_data_file(tmp_path: Path) -> None:
    clean = tmp_path / "source"  # an old build/ beside the sources would get into the wheel
    for room in ROOMS:
        shutil.copytree(ROOT / room, clean / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, clean / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(clean)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.suffix in {".py", *DATA}
    }
    assert packed == sources


def test_the_lock_files_name_no_addresses() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in lock.read_text()


def test_everything_that_is_needed_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = (ROOT / "requirements.lock").read_text().replace("_", "-").lower()
    for requirement in project["dependencies"]:
        name = requirement.split(">")[0].split("[")[0].replace("_", "-").lower()
        assert f"\n{name}==" in f"\n{locked}"
