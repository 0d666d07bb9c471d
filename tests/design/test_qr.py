"""What is drawn is read back by a reader of codes that is not ours."""

from __future__ import annotations

import io
import random
from pathlib import Path

import typst
import zxingcpp
from PIL import Image

from statim.design.qr import qr_svg

ADDRESSES = 40


def read(svg: str, folder: Path) -> list[str]:
    """What zxing reads on paper of this drawing, 22 mm wide at 300 dots an inch."""
    (folder / "code.svg").write_text(svg, "utf-8")
    main = folder / "page.typ"
    main.write_text(
        '#set page(width: 32mm, height: 32mm)\n#align(center, image("code.svg", width: 22mm))'
    )
    png = typst.compile(str(main), format="png", ppi=300.0)
    assert isinstance(png, bytes)
    return [one.text for one in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))]


def test_a_code_on_paper_leads_to_its_address(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    for _ in range(ADDRESSES):
        code = "".join(chance.choices("ABCDEFGHJKMNPQRSTVWXYZ23456789", k=12))
        host = chance.choice(["http://127.0.0.1:8000", "https://reference.hospital.example.org"])
        address = f"{host}/check/{code}"
        assert read(qr_svg(address), tmp_path) == [address]
