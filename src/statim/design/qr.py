"""An address as a QR code (ISO/IEC 18004), drawn as SVG. The one module that speaks to segno."""

from __future__ import annotations

import segno

QUIET = 4  # modules of white around the code, as the standard asks
MASK = 3  # to try all eight for the evenest takes seven times as long; readers take any


def qr_svg(address: str) -> str:
    """The code as an `<svg>` without width and height, black on white; 15 % of it may be lost."""
    code = segno.make(address, error="m", micro=False, mask=MASK)
    return str(code.svg_inline(border=QUIET, light="#fff", omitsize=True))
