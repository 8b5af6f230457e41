"""What several tests share: invented articles, a tiny encoder, and the command line."""

import hashlib
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "february-strikes.txt"

# Invented countries and people.
ARTICLE = """Arvania and Belmark trade blame over the bridge

Arvania's foreign minister, Ila Tesk, said on Monday that Belmark had closed the bridge without \
warning. “We will not accept this,” Tesk said. She accused Belmark of breaking the treaty.

Belmark rejected the charge. “The bridge was unsafe,” said Oru Venn, a spokesman for Belmark's \
government, adding that it would open again in May.
"""
PARTY_FILE = """
[[party]]
id = "ARVANIA"
name = "Arvania"
aliases = ["Arvanian"]

[[party]]
id = "BELMARK"
name = "Belmark"
aliases = ["Belmarkian"]
"""


class ToyEncoder:
    """A deterministic encoder without weights: hashed words, unit length."""

    name = "toy"
    dimension, stance_dimension = 64, 0
    sha256 = "0" * 64

    def split(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return rows, rows

    def encode(self, texts: Sequence[str], part: str = "topic") -> np.ndarray:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[hashlib.sha256(word.encode("utf8", "replace")).digest()[0] % 64] += 1
            row /= np.linalg.norm(row) or 1
        return rows


def heed_ctrl_c() -> None:
    """For a new process: a shell's background hands on that Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def toy_encoder() -> ToyEncoder:
    return ToyEncoder()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf8")
    return path


@pytest.fixture
def party_file(tmp_path: Path) -> Path:
    path = tmp_path / "parties.toml"
    path.write_text(PARTY_FILE, encoding="utf8")
    return path


Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run() -> Run:
    """Run the command line as a user does, in a process of its own."""

    def call(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "stances", *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=120)

    return call


@pytest.fixture
def write(tmp_path: Path):
    def make(*rows) -> Path:
        path = tmp_path / "gold.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
        return path

    return make
