"""The model of meaning with a memory in build/: what it was given once, it is not given again.

Only for benchmarks: 21,000 texts take half an hour of one core, and are the same in each run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from statim.search.sense.model import Model, Vectors

SAVED = 1000  # texts between two times that the memory is written


class Remembered:
    """Answers as the model does (to three digits), and keeps what it answered."""

    def __init__(self, folder: Path) -> None:
        """Load the packaged model, and what was kept of its answers in the folder."""
        self._model = Model("")
        self.name, self.size = self._model.name, self._model.size
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"vectors-{self.name[:16]}.npz"
        self._kept: dict[bytes, Vectors] = {}
        self._new = 0
        if self._path.exists():
            with np.load(self._path) as held:
                keys = [bytes(one) for one in held["keys"]]
                self._kept = dict(zip(keys, held["rows"].astype(np.float32), strict=True))

    def vectors(
        self, texts: Sequence[str], *, going_on: Callable[[], bool] = lambda: True
    ) -> Vectors:
        """As `Model.vectors`."""
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        missing = {k: text for k, text in zip(keys, texts, strict=True) if k not in self._kept}
        listed = list(missing.items())
        for start in range(0, len(listed), SAVED):
            some = listed[start : start + SAVED]
            rows = self._model.vectors([text for _, text in some], going_on=going_on)
            self._kept |= {k: row for (k, _), row in zip(some, rows, strict=True)}
            self._new += len(some)
            if self._new >= SAVED:
                self.save()
        rows = np.array([self._kept[k] for k in keys], np.float32).reshape(-1, self.size)
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def save(self) -> None:
        """Write the memory."""
        if not self._new:
            return
        part = self._path.with_name(f"part-{self._path.name}")
        keys = np.array([np.frombuffer(k, np.uint8) for k in self._kept])
        np.savez(part, keys=keys, rows=np.array([*self._kept.values()], np.float16))
        part.replace(self._path)
        self._new = 0
