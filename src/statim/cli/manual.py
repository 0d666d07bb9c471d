"""`statim manual`: the manual as HTML files, for reading without a running site."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import click

import statim as package
from statim.cli.ready import Refusal
from statim.reader import manual as pages

_ON_SITE = re.compile(r'href="/about/manual/([a-z0-9-]+)/')

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Statim's manual</title>
<link rel="stylesheet" href="tokens.css"><link rel="stylesheet" href="base.css">
<link rel="stylesheet" href="components.css">
</head><body><main id="main">{body}</main></body></html>
"""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def manual(folder: Path) -> None:
    """Write the manual as HTML files into FOLDER.

    Example: statim manual build/manual
    """
    found = pages.pages()
    if not found:
        raise Refusal("The manual is not installed beside this command.")
    folder.mkdir(parents=True, exist_ok=True)
    styles = Path(package.__file__).parent / "design" / "static" / "design"
    for name in ("tokens.css", "base.css", "components.css"):
        shutil.copy(styles / name, folder / name)
    for page in found:
        body = _ON_SITE.sub(r'href="\1.html', pages.page_html(page.name))
        text = PAGE.format(title=html.escape(page.title), body=body)
        (folder / f"{page.name}.html").write_text(text, encoding="utf-8")
    click.echo(f"{len(found)} pages in {folder}")
