"""The built file is what its sources give, carries its licences, and looks like the page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parents[3] / "src" / "statim"
SOURCE = ROOMS / "topics" / "editor" / "source"
BUILT = ROOMS / "topics" / "static" / "topics"
FILES = ("editor.js", "editor.licences.txt")
LINES = 400


def test_building_anew_gives_the_same_bytes(tmp_path: Path) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        pytest.skip("NOT BUILT ANEW: there is no node and npm on this machine")
    place = tmp_path / "source"
    shutil.copytree(SOURCE, place, ignore=shutil.ignore_patterns("node_modules"))
    words = [npm, "ci", "--no-fund", "--no-audit", "--prefer-offline"]
    fetched = subprocess.run(words, cwd=place, capture_output=True, text=True, check=False)
    if fetched.returncode:
        pytest.skip("NOT BUILT ANEW: the packages could not be fetched")
    out = tmp_path / "built"
    out.mkdir()
    subprocess.run([node, "build.mjs", str(out)], cwd=place, check=True, capture_output=True)
    for name in FILES:
        assert (out / name).read_bytes() == (BUILT / name).read_bytes(), (
            f"run `make editor` ({name})"
        )


def test_every_package_that_is_carried_is_named_with_its_licence() -> None:
    listed = (BUILT / "editor.licences.txt").read_text("utf-8")
    lock = json.loads((SOURCE / "package-lock.json").read_text("utf-8"))
    carried = {
        name.removeprefix("node_modules/"): package
        for name, package in lock["packages"].items()
        if name and not package.get("dev")
    }
    assert carried
    for name, package in carried.items():
        assert package["license"] == "MIT", name
        assert f"{name} {package['version']} (MIT)" in listed
    rows = (ROOMS.parents[1] / "docs" / "decisions" / "0003-licence.md").read_text("utf-8")
    assert all(name in rows for name in carried)


def test_versions_are_exact_and_no_host_is_named() -> None:
    wanted = json.loads((SOURCE / "package.json").read_text("utf-8"))
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)
    assert "resolved" not in (SOURCE / "package-lock.json").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(SOURCE.glob("*.js")), ids=lambda path: path.name)
def test_a_source_is_short_and_says_what_it_is(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= LINES
    assert lines[0].startswith("// ")


def test_the_colours_and_fonts_are_those_of_the_readers_page() -> None:
    """The sheet draws with tokens alone: it names no colour, and no token that is not there."""
    shared = (ROOMS / "design" / "static" / "design" / "tokens.css").read_text("utf-8")
    own = (BUILT / "editor.css").read_text("utf-8")
    assert not re.search(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", own)
    known = set(re.findall(r"(--[a-z-]+):", shared + own))
    used = set(re.findall(r"var\((--[a-z-]+)\)", own))
    assert len(used) > 8
    assert used <= known
