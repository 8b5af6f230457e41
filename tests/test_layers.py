"""Data flows one way: a step imports only what stands left of it."""

import ast
from pathlib import Path

import pytest

import stances

ROOT = Path(stances.__file__).parent
SHARED = ("records", "errors", "settings", "runtime", "version", "delivery")
STEPS = (
    *("articles", "quotations", "speakers", "parties", "embedding", "issues", "stance"),
    *("sides", "comparison", "positions", "report"),
)
FILES = sorted(path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] != "models")


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {part_of(name) for name in found if name.startswith("stances.")}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_left(path: Path) -> None:
    step = path.relative_to(ROOT).with_suffix("").parts[0]
    if step in SHARED:
        assert imports(path) <= set(SHARED)
    elif step in STEPS:
        left = {*SHARED, *STEPS[: STEPS.index(step) + 1]}
        assert imports(path) <= left


BESIDE = {
    "collection": {"pipeline", "corrections"},
    "findings": {"progress"},
    "pipeline": {"corrections", "findings", "progress"},
}
"""What stands beside the flow, and what more than its steps it may use."""


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_stands_beside_the_flow_uses_its_steps(path: Path) -> None:
    part = path.relative_to(ROOT).with_suffix("").parts[0]
    if part in BESIDE:
        assert imports(path) <= {*SHARED, *STEPS, *BESIDE[part], part}


def test_only_the_runtime_runs_onnx() -> None:
    users = [
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if "import onnxruntime" in path.read_text(encoding="utf8")
        and not path.relative_to(ROOT).as_posix().startswith("training/")
    ]
    assert users == ["runtime.py"]


def test_what_is_exported_is_sorted_and_there() -> None:
    assert stances.__all__ == sorted(stances.__all__)
    for name in stances.__all__:
        assert getattr(stances, name) is not None
