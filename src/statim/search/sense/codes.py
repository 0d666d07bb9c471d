"""Vectors made small, and the closest among many of them. Pure.

Of each number the sign is kept in memory (48 bytes for 384 numbers), and eight bits of it on
disk: signs choose some hundreds of all, the eight bits put those in order.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Vectors: TypeAlias = npt.NDArray[np.float32]
Signs: TypeAlias = npt.NDArray[np.uint64]  # a row for each 64 numbers, a column for each vector
Eighths: TypeAlias = npt.NDArray[np.int8]  # a row for each vector
Places: TypeAlias = npt.NDArray[np.intp]


def eighths(rows: Vectors) -> Eighths:
    """Each row in eight bits a number, its greatest number 127: the direction is what counts."""
    most = np.abs(rows).max(axis=1, keepdims=True, initial=0.0)
    made: Eighths = np.rint(rows * (127 / np.maximum(most, 1e-9))).astype(np.int8)
    return made


def signs(rows: Vectors | Eighths) -> Signs:
    """The signs of each row's numbers, 64 to a word. The number of columns is a multiple of 64."""
    packed = np.packbits(rows > 0, axis=1)
    return np.ascontiguousarray(packed.view(np.uint64).T)


def closest(among: Signs, asked: Signs, most: int) -> Places:
    """The places of the `most` columns whose signs differ least from the one asked."""
    differ = np.zeros(among.shape[1], np.uint16)
    for row, word in zip(among, asked[:, 0], strict=True):
        differ += np.bitwise_count(row ^ word)
    if differ.size <= most:
        return np.arange(differ.size)
    # how many differ by so much is counted, which is several times as fast as sorting
    least = int(np.searchsorted(np.bincount(differ).cumsum(), most))
    nearer = np.flatnonzero(differ < least)
    return np.concatenate([nearer, np.flatnonzero(differ == least)[: most - nearer.size]])


def cosines(rows: Eighths, asked: Vectors) -> Vectors:
    """How close each row is to the one asked (of length one): 1 the same, 0 nothing in common."""
    wide = rows.astype(np.float32)
    found: Vectors = (wide @ asked[0]) / np.maximum(np.linalg.norm(wide, axis=1), 1e-9)
    return found
