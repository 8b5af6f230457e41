"""The published JSON Schema: documents fulfil it, it explains itself, and the page explains it."""

import dataclasses
import datetime
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLE, ROOT, ToyEncoder
from jsonschema import Draft202012Validator
from pair_samples import ToyPairs
from report_samples import make_report, make_statements

from stances.pipeline import Pipeline
from stances.records import (
    Article,
    Attitude,
    AttitudeCell,
    Change,
    CommonGround,
    Concord,
    Distinctive,
    Fragility,
    KeyPoint,
    PartyMap,
    Position,
)
from stances.report import Report, read_schema
from stances.settings import Settings

SCHEMA = read_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
EMPTY = Report(made_with={"version": "1.0", "models": {}})
PAGES = [ROOT / "docs" / "report.md", ROOT / "docs" / "extract.md"]


def faults(document: Any) -> list[str]:
    """What is wrong in a document, each with its place."""
    return [f"{fault.json_path}: {fault.message}" for fault in VALIDATOR.iter_errors(document)]


def full_report() -> Report:
    """A report in which every list holds something."""
    first, *others = make_statements()
    feeling = Attitude("BLM", "negative", 0.9, "verbal conflict")
    point = KeyPoint("dam:1", "the dam", True, 2, ((0, 34),), ("dam:1", "dam:2"))
    position = Position(
        *("ARV", "issue-1", "It should.", "favor", 0.5, (0.1, 0.9), 2, ("dam:1",), (point,)),
        **{"speakers": 1, "articles": 1, "counts": (1, 0, 0, 1), "split": True, "few": True},
        **{"dissent": ("dam:2",), "change": Change(datetime.date(2031, 5, 1), -0.5, 0.5, 0.01)},
        summary="It leans in favour.",
    )
    return make_report(
        statements=(dataclasses.replace(first, attitudes=(feeling,)), *others),
        positions=(position,),
        concords=(Concord("issue-1", ("ARV", "BLM"), ("dam:1", "dam:3"), 0.4),),
        common_ground=(CommonGround("issue-1", ("ARV", "BLM"), ("dam:1", "dam:3")),),
        distinctive=(Distinctive("ARV", "issue-1", "dam:1", 2, 0, 1.5, -0.5),),
        attitude_matrix=(AttitudeCell("ARV", "BLM", -0.9, 0, 0, 1, ("dam:1",)),),
        map=PartyMap((("ARV", -0.5, 0.1), ("BLM", 0.5, 0.0)), 0.02),
        fragile=(
            Fragility("position", ("ARV",), "issue-1", "article:dam", "favor", "unclear"),
            Fragility("agreement", ("ARV", "BLM"), None, "outlet:Gazette", "agree", "disagree"),
        ),
        problems=("a.txt: is empty.",),
        made_with={"version": "1.0", "models": {"encoder": ""}, "date": "2031-06-01"},
    )


def records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object that the schema describes, with its name; the document is "report"."""
    yield "report", SCHEMA
    for name, each in SCHEMA["$defs"].items():
        if "properties" in each:
            yield name, each
        for key, part in each.get("properties", {}).items():
            if "properties" in part:
                yield f"{name}.{key}", part


def test_it_is_a_schema_of_draft_2020_12_with_a_number() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    number = SCHEMA["properties"]["schema"]["const"]
    assert SCHEMA["$id"] == f"urn:{number.replace('-report', ':report')}"
    assert make_report().to_dict()["schema"] == number


@pytest.mark.parametrize("report", [EMPTY, make_report(), full_report()])
def test_reports_fulfil_it(report: Report) -> None:
    assert faults(json.loads(report.to_json())) == []


def test_what_the_pipeline_finds_fulfils_it(party_file: Path) -> None:
    settings = Settings(("Arvania", "Belmark"), "The bridge is safe.", party_file)
    pipeline = Pipeline(settings)
    pipeline.__dict__.update(encoder=ToyEncoder(), pairs=ToyPairs())
    day = datetime.date(2031, 5, 4)
    articles = [
        Article("a", ARTICLE, "Trade of blame", day, "Gazette", "a.txt"),
        Article("b", ARTICLE.replace("bridge", "tunnel"), date=day + datetime.timedelta(1)),
    ]
    document = json.loads(pipeline.report(articles).to_json())
    assert document["statements"]
    assert document["positions"]
    assert faults(document) == []


def test_no_number_is_null_where_a_figure_is_none() -> None:
    odd = dataclasses.replace(full_report().positions[0], interval=(float("nan"), 1.0))
    assert faults(json.loads(make_report(positions=(odd,)).to_json())) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), "stances-report-2"),
        (("statements", 0, "kind"), "verbatim"),
        (("statements", 0, "spans"), [[1]]),
        (("statements", 0, "party", "id"), ""),
        (("statements", 0, "cue", "act"), "sings"),
        (("positions", 0, "label"), "positive"),
        (("positions", 0, "stance"), 1.01),
        (("positions", 0, "interval"), [0.1]),
        (("articles", 0, "date"), "May"),
        (("articles", 0, "text"), "the whole of it"),
        (("map", "points", 0), ["ARV", 0.1]),
        (("fragile", 0, "without"), "dam"),
        (("extra",), 1),
    ],
)
def test_it_finds_what_is_wrong(place: tuple[Any, ...], value: object) -> None:
    document = json.loads(full_report().to_json())
    where = document
    for key in place[:-1]:
        where = where[key]
    where[place[-1]] = value
    assert len(faults(document)) == 1


@pytest.mark.parametrize("key", list(SCHEMA["properties"]))
def test_every_key_of_the_document_is_required(key: str) -> None:
    document = json.loads(full_report().to_json())
    del document[key]
    assert len(faults(document)) == 1


def test_every_key_is_described_and_no_other_is_let_in() -> None:
    for name, record in records():
        assert record["description"].endswith("."), name
        if name != "made_with":
            assert record["additionalProperties"] is False, name
            assert record["required"] == list(record["properties"]), name
        for key, part in record["properties"].items():
            known = SCHEMA["$defs"].get(part.get("$ref", "").removeprefix("#/$defs/"), part)
            assert known["description"].endswith("."), f"{name}.{key}"


def test_every_act_of_a_cue_is_one_of_those_it_lists() -> None:
    words = tomllib.loads((ROOT / "stances/quotations/words.toml").read_text(encoding="utf8"))
    assert set(SCHEMA["$defs"]["cue"]["properties"]["act"]["enum"]) == set(words["acts"])


def test_every_key_stands_on_the_page_that_explains_it() -> None:
    pages = "".join(page.read_text(encoding="utf8") for page in PAGES)
    told = {key for span in re.findall("`([^`\n]+)`", pages) for key in span.split(", ")}
    told |= {key.partition(".")[0] for key in told}
    for name, record in records():
        for key in record["properties"]:
            inner = name in ("cue", "source", "speaker", "party", "counts", "position.counts")
            shown = f"{name.rpartition('.')[2]}.{key}" if inner else key
            assert shown in told, f"{name}: {shown}"
