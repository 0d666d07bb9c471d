"""Effects as the sums use them: arrays of estimates and variances, with where they came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from statim.evidence.comparison import Study

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """One study's estimate `y` and variance `v`; both None where `excluded` says why."""

    y: float | None
    v: float | None
    excluded: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Effects:
    """The studies with an estimate, as arrays of equal length, and all of them as they were."""

    all: tuple[tuple[Study, Effect], ...]
    studies: tuple[Study, ...]
    y: Floats
    v: Floats

    @property
    def k(self) -> int:
        """How many studies have an estimate."""
        return len(self.studies)

    def only(self, keep: NDArray[np.bool_]) -> Effects:
        """Some of the usable studies, by a mask."""
        chosen = [i for i in range(self.k) if keep[i]]
        studies = tuple(self.studies[i] for i in chosen)
        pairs = tuple((self.studies[i], Effect(self.y[i], self.v[i])) for i in chosen)
        return Effects(all=pairs, studies=studies, y=self.y[chosen], v=self.v[chosen])
