"""What the pair model learns from: its files, and the stories written for it."""

import json
import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

pytest.importorskip("torch")

from stances.errors import InputError, RowError
from stances.parties.tables import data as table
from stances.records import LABELS
from stances.stance import TASKS
from stances.training import pair_data
from stances.training.pair_data import (
    Pair,
    find_files,
    held_back,
    read_debates,
    read_marked,
    read_mentions,
    read_scenarios,
    read_sources,
    read_stance,
)
from tests.pair_samples import mention_rows, stance_rows, write_data, write_rows

pytestmark = pytest.mark.filterwarnings("ignore")


def shipped(folder: str, key: str) -> list[tuple[str, dict]]:
    place = Path(str(resources.files("stances.training") / folder))
    return [
        (f"{file.name} {row[key]}", row)
        for file in sorted(place.glob("*.jsonl"))
        for row in map(json.loads, file.read_text(encoding="utf8").splitlines())
    ]


STORIES = shipped("written", "scenario")
DEBATES = shipped("debates", "topic")


# Files.


def test_files_are_found_by_their_names(tmp_path: Path) -> None:
    write_data(tmp_path)
    (tmp_path / "notes.txt").write_text("nothing")
    files = find_files([tmp_path])
    assert files["nli"] == tmp_path / "nli.jsonl"
    assert files["argkp-dev"] == tmp_path / "stance" / "argkp-dev.jsonl"
    assert files["keypoints/argkp-dev"] == tmp_path / "keypoints" / "argkp-dev.jsonl"
    assert "notes" not in files


def test_a_single_file_and_a_packed_one_are_found_and_the_first_wins(tmp_path: Path) -> None:
    first = write_rows(tmp_path / "one" / "iam.jsonl", stance_rows())
    write_rows(tmp_path / "two" / "iam.jsonl", stance_rows())
    packed = tmp_path / "two" / "vast-dev.jsonl.gz"
    packed.write_bytes(b"")
    found = find_files([first, tmp_path / "two"])
    assert found == {"iam": first, "vast-dev": packed}


def test_every_kind_of_row_is_read(tmp_path: Path) -> None:
    sources = read_sources(find_files([write_data(tmp_path)]))
    assert set(sources.stance) == {"perspectrum-train", "argkp-train", "vast-train"}
    assert len(sources.key_points) == 12
    assert sources.inference[0] == ("It rains.", "It is wet.", "entailment")
    assert [label for *_, label in sources.negation] == ["same", "contradiction"]
    assert sources.event[0] == (("Arvania thanked Belmark.", (0, 7), (16, 23)), "1")
    assert sources.direction[0] == (("Arvania met Belmark.", (0, 7), (12, 19)), "0")
    sizes = sources.sizes()
    assert sizes["perspectrum-train"] == len(stance_rows())
    assert sizes["written"] > 1000
    assert sizes["debates"] > 1000
    assert sizes["marked"] > 1000


def test_events_can_be_left_out(tmp_path: Path) -> None:
    files = find_files([write_data(tmp_path)])
    assert read_sources(files, events=False).event == []


def test_stance_pairs_have_a_topic_and_a_cluster(tmp_path: Path) -> None:
    row = {"target": "Open it.", "statement": "Yes.", "label": "favor"}
    path = write_rows(tmp_path / "iam.jsonl", [row, {**row, "topic": 5, "cluster": 7}])
    assert read_stance(path) == [
        Pair("Open it.", "Yes.", "favor", "Open it."),
        Pair("Open it.", "Yes.", "favor", "5", "7"),
    ]


def test_a_tenth_of_the_mentions_is_held_back(tmp_path: Path) -> None:
    files = find_files([write_data(tmp_path)])
    kept = sum(not held_back(row["article"]) for row in mention_rows())
    assert 0 < kept < len(mention_rows())
    assert len(read_sources(files).sentiment) == kept + 1, "and one quoted span"
    assert sum(held_back(f"article {at}") for at in range(5000)) == pytest.approx(500, abs=75)


def test_a_quoted_span_is_read_as_said_on_its_target(tmp_path: Path) -> None:
    files = find_files([write_data(tmp_path)])
    [(((text, first, place), label), _)] = read_mentions(files, "basil-quotes")
    assert (text, label) == ("Oru Venn on Arvania: a shame", "negative")
    assert (first, text[slice(*place)]) == (None, "Arvania")


def test_limited_sources_hold_the_first_rows_of_each_kind(tmp_path: Path) -> None:
    sources = read_sources(find_files([write_data(tmp_path)]))
    assert sources.limited(0) is sources
    few = sources.limited(2)
    assert {len(pairs) for pairs in few.stance.values()} == {2}
    assert len(few.scenarios) == len(few.key_points) == len(few.event) == 2
    assert few.stance["argkp-train"] == sources.stance["argkp-train"][:2]
    assert {len(rows) for rows in few.marked.values()} == {2}


def test_missing_data_and_rows_at_fault_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no stance training file was found"):
        read_sources(find_files([tmp_path]))
    row = stance_rows()[0]
    write_rows(tmp_path / "iam.jsonl", [row, {"target": "a"}])
    with pytest.raises(RowError, match="line 2"):
        read_sources(find_files([tmp_path]))


@pytest.mark.parametrize(
    "name", ["nli", "negation", "plv-train", "directed-train", "newsmtsc-train", "basil-quotes"]
)
def test_rows_of_other_kinds_at_fault_are_named(name: str, tmp_path: Path) -> None:
    write_rows(tmp_path / "iam.jsonl", stance_rows())
    write_rows(tmp_path / f"{name}.jsonl", [{"text": "nothing of the kind"}])
    with pytest.raises(InputError, match="line 1"):
        read_sources(find_files([tmp_path]))


# The stories.


@pytest.mark.parametrize("story", [row for _, row in STORIES], ids=[name for name, _ in STORIES])
def test_every_story_is_well_formed(story: dict) -> None:
    labels = Counter(each["stance"] for each in story["statements"])
    assert set(labels) == set(LABELS)
    assert labels.total() >= 22
    assert all(each["content"].strip() for each in story["statements"])
    assert all({"source", "cue"} <= set(each) for each in story["statements"])
    assert {each["pole"] for each in story["targets"]} == {1, -1}
    assert all(each["text"].strip() for each in story["targets"])
    assert all(each["name"] and "adjective" in each for each in story["parties"])


def test_no_story_has_a_real_country_among_its_parties() -> None:
    lines = table("countries")["countries"].values()
    real = {part.strip(" ~") for line in lines for part in re.split(r"[|,]", line)} - {""}
    parties = {each["name"] for _, row in STORIES for each in row["parties"]}
    adjectives = {each["adjective"] for _, row in STORIES for each in row["parties"]}
    assert len(real) > 400
    assert not (parties | adjectives) & real


def test_stories_are_read_with_source_cue_and_content() -> None:
    scenarios = read_scenarios()
    assert len(scenarios) == len(STORIES) == len({name for name, _ in STORIES})
    said = STORIES[0][1]["statements"][0]
    expected = (said["source"], f"{said['cue']} {said['content']}", said["stance"])
    assert scenarios[0].statements[0] == expected


@pytest.mark.parametrize("debate", [row for _, row in DEBATES], ids=[name for name, _ in DEBATES])
def test_every_debate_is_well_formed(debate: dict) -> None:
    assert {each["pole"] for each in debate["targets"]} == {1, -1}
    assert {each["pole"] for each in debate["points"]} == {1, -1}
    assert all(each["text"].strip() for each in debate["targets"])
    assert all(each["point"].strip() and each["said"] for each in debate["points"])
    said = [words for each in debate["points"] for words in each["said"]]
    assert len(said) == len(set(said)) >= 12
    assert all(words.strip() for words in (*said, *debate["neutral"]))


def test_debates_are_read_with_the_pole_of_each_point() -> None:
    debates = read_debates()
    assert len(debates) == len(DEBATES) == len({name for name, _ in DEBATES})
    first = DEBATES[0][1]["points"][0]
    point = debates[0].points[0]
    assert (point.text, point.pole) == (first["point"], first["pole"])
    assert point.arguments == tuple(first["said"])


def test_marked_sentences_have_their_places_and_labels() -> None:
    marked = read_marked()
    assert set(marked) == {"direction", "sentiment"}
    for task, rows in marked.items():
        texts = [text for (text, *_), _ in rows]
        assert {label for _, label in rows} == set(TASKS[task])
        assert not any(mark in text for text in texts for mark in "[]")
    for (text, first, second), _ in marked["direction"]:
        assert first
        assert second
        assert first[1] <= second[0]
        assert text[slice(*first)].strip()
        assert text[slice(*second)].strip()
    for (text, first, place), _ in marked["sentiment"]:
        assert first is None
        assert place
        assert text[slice(*place)].strip()


def test_the_stories_come_with_the_package() -> None:
    assert (Path(pair_data.__file__).parent / pair_data.WRITTEN).is_dir()
