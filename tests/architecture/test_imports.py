"""Who may import whom; and what the import linter cannot see: relations, templates."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.files import ROOMS, ROOT, named, storeys, tracked

OURS = [m for m in apps.get_models() if m.__module__.startswith("statim.")]
TEMPLATES = [p for p in tracked() if "templates" in p.parts and p.is_relative_to(ROOMS)]
FRAME = {"editorial": {"wagtailadmin"}}  # the desk stands in Wagtail's frame (decision 10)
GIVEN_A_FRAME = {"sponsors"}  # its desk screens: a door (config) names the frame they stand in
LEADS_TO = re.compile(r"""{%-?\s*(?:include|extends)\s+(\S+)""")


def test_the_import_contracts_are_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_no_contract_of_the_house_was_dropped() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    kept = {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}
    assert kept >= {
        "storeys", "acyclic", "published-only", "append-only", "pure", "formats", "pandoc",
        "furniture",
    }  # fmt: skip


def test_every_room_stands_in_a_storey_and_says_what_it_is() -> None:
    rooms = {p.name for p in ROOMS.iterdir() if (p / "__init__.py").is_file()}
    assert rooms <= storeys().keys()


def room_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_no_relation_points_up_or_sideways(model: type[Model]) -> None:
    own = room_of(model)
    for field in model._meta.get_fields():
        other = field.related_model
        if not field.is_relation or field.auto_created or not isinstance(other, type):
            continue
        if other.__module__.startswith("statim.") and room_of(other) != own:
            below = storeys()[room_of(other)] > storeys()[own]
            assert below, f"{model._meta.label}.{field.name} leads to {other._meta.label}"


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_leans_on_its_own_room_or_on_design_only(template: Path) -> None:
    room = template.relative_to(ROOMS).parts[0]
    for target in LEADS_TO.findall(template.read_text()):
        if target == "frame" and room in GIVEN_A_FRAME:
            continue
        assert target[0] in "\"'", f"{target} is chosen at run time; name the template"
        assert target.strip("\"'").split("/")[0] in {room, "design"} | FRAME.get(room, set())


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_stands_in_a_folder_of_its_rooms_name(template: Path) -> None:
    parts = template.relative_to(ROOMS).parts
    where = parts.index("templates")
    assert len(parts) > where + 2, "a template needs a folder named after its room"
    assert parts[where + 1] in {parts[0]} | FRAME.get(parts[0], set())


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_holds_no_inline_script_or_style(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"<script(?![^>]*\b(?:src|type=.application/ld\+json))", text)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text, re.IGNORECASE)
