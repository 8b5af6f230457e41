"""The wheel holds the models, installs into another environment, and makes a report there."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from conftest import EXAMPLE, ROOT


def call(*command: object, where: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=where,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_installed_wheel_makes_a_report(tmp_path: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    build = ("wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT)
    call(*pip, *build, where=tmp_path)
    [wheel] = tmp_path.glob("*.whl")
    assert wheel.stat().st_size < 95_000_000
    other = tmp_path / "other"
    venv.create(other, with_pip=False)
    [site] = (other / "lib").glob("python*/site-packages")
    call(*pip, "install", "--quiet", "--no-deps", "--target", site, wheel, where=tmp_path)
    # The dependencies are the ones already here; the package itself is not.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = other / "bin" / "python"
    place = call(python, "-c", "import stances; print(stances.__file__)", where=tmp_path)
    assert place.startswith(str(other))
    report = json.loads(
        call(python, "-m", "stances", "report", EXAMPLE, "--format", "json", where=tmp_path)
    )
    assert len(report["statements"]) > 10
