"""Results reach a file whole or not at all."""

import os
import stat
import threading
from pathlib import Path

import pytest

from stances.delivery import deliver, name_from
from stances.errors import UsageError

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions and devices")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_text_is_utf8_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "out"
    deliver("é “x”\n", path)
    assert path.read_bytes() == "é “x”\n".encode()
    deliver(b"\x00\r\n\xff", path)
    assert path.read_bytes() == b"\x00\r\n\xff"
    assert list(tmp_path.iterdir()) == [path]


def test_half_a_surrogate_pair_is_replaced_and_no_error(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "out"
    deliver("a\ud800b", path)
    deliver("a\ud800b", None)
    assert path.read_bytes() == capfdbinary.readouterr().out == b"a?b"


@POSIX
@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_file_has_the_permissions_that_the_umask_leaves(
    tmp_path: Path, mask: int, expected: int
) -> None:
    before = os.umask(mask)
    try:
        deliver("x", tmp_path / "out")
    finally:
        os.umask(before)
    assert mode(tmp_path / "out") == expected


@POSIX
@pytest.mark.parametrize("kept", [0o600, 0o664, 0o755])
def test_a_file_that_was_there_keeps_its_permissions(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    path.chmod(kept)
    deliver("new", path)
    assert (path.read_text(), mode(path)) == ("new", kept)


@POSIX
def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match=r"out: cannot be written \(Permission denied\)\.$"):
        deliver("new", path)
    assert path.read_text() == "old"


@pytest.mark.parametrize("failing", ["fsync", "replace", "chmod"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    path = tmp_path / "out"
    path.write_text("old")
    monkeypatch.setattr(os if failing == "fsync" else Path, failing, fail)
    with pytest.raises(UsageError if isinstance(error, OSError) else KeyboardInterrupt):
        deliver("new", path)
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["no/such/folder/out", "", "out/below"])
def test_a_place_that_cannot_be_is_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "out").write_text("a file, not a folder")
    with pytest.raises(UsageError, match=r"cannot be written \([A-Z][^)]*\)\.$"):
        deliver("x", tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_name_of_the_greatest_length_can_be_written(tmp_path: Path) -> None:
    deliver("x", tmp_path / ("n" * 255))
    assert [len(path.name) for path in tmp_path.iterdir()] == [255]


@POSIX
def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link, real = tmp_path / "link", tmp_path / "folder" / "real"
    link.symlink_to(Path("folder") / "real")
    for text in ("new", "newer"):
        deliver(text, link)
        assert (link.is_symlink(), real.read_text()) == (True, text)
    assert list((tmp_path / "folder").iterdir()) == [real]


@POSIX
def test_devices_and_pipes_are_written_in_place(tmp_path: Path) -> None:
    deliver("x", Path("/dev/null"))
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    pipe, heard = tmp_path / "pipe", []
    os.mkfifo(pipe)
    listener = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    listener.start()
    deliver("through", pipe)
    listener.join(10)
    assert heard == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_device_is_one_sentence() -> None:
    with pytest.raises(UsageError, match="No space left"):
        deliver("x", Path("/dev/full"))


def test_a_path_is_named_from_where_the_output_lies() -> None:
    assert name_from(Path("a/parties.toml"), Path("b/c/out.jsonl")) == "../../a/parties.toml"
    assert name_from(Path("a/parties.toml"), None) == "a/parties.toml"
