"""How far reading has come is told by bytes, packed or not, and not where nobody can know."""

import gzip
import json
from pathlib import Path

import pytest

from stances.articles import Reach, read
from stances.records import Article

TEXT = "The talks had lasted for three days and were held in the old town hall of Port Aral. "


def write_rows(path: Path, count: int) -> Path:
    rows = [json.dumps({"id": f"{path.stem}{n}", "text": TEXT * 40 + str(n)}) for n in range(count)]
    data = "\n".join(rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def shares(*inputs: Path | Article) -> list[float]:
    reach = Reach()
    return [reach.share(done) for done, _ in enumerate(read(*inputs, reach=reach), start=1)]


def test_the_share_grows_with_the_bytes_of_all_files(tmp_path: Path) -> None:
    found = shares(write_rows(tmp_path / "a.jsonl", 200), write_rows(tmp_path / "b.jsonl", 200))
    assert found == sorted(found)
    assert found[99] == pytest.approx(0.25, abs=0.12)
    assert found[299] == pytest.approx(0.75, abs=0.12)
    assert found[-1] == 1


def test_of_a_packed_file_its_own_bytes_count(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl.gz", 50)
    plain = tmp_path / "b.txt"
    plain.write_text(TEXT * (path.stat().st_size // len(TEXT)))
    assert shares(path, plain)[49] == pytest.approx(0.5, abs=0.1)


def test_what_is_read_ahead_is_not_done(tmp_path: Path) -> None:
    reach = Reach()
    list(read(write_rows(tmp_path / "a.jsonl", 64), reach=reach))
    assert reach.share(64) == 1
    assert reach.share(16) == 0.25


def test_where_nothing_tells_the_size_there_is_no_share() -> None:
    assert shares(Article("a", TEXT), Article("b", TEXT)) == [0, 0]
    reach = Reach()
    reach.begin([100, None])
    assert reach.total == 0
