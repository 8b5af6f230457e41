"""The report as a whole: JSON, frames, and what holds for every format."""

import hashlib
import json

import pytest
from report_samples import TARGET, TEXT, make_report, make_statements

import stances.report
from stances.errors import UsageError
from stances.records import Article, Position
from stances.report import Report, statement_to_dict

KEYS = (
    *("schema", "target", "parties", "articles", "statements", "issues", "sides", "positions"),
    *("comparison", "contradictions", "concords", "common_ground", "distinctive"),
    *(
        "attitude_matrix",
        "map",
        "fragile",
        "over_time",
        "outlets",
        "problems",
        "settings",
        "made_with",
    ),
)


def test_exports_are_what_is_named():
    assert list(stances.report.__all__) == sorted(stances.report.__all__, key=str)
    assert all(hasattr(stances.report, name) for name in stances.report.__all__)


def test_json_holds_every_key_in_a_stable_order():
    document = json.loads(make_report().to_json())
    assert tuple(document) == KEYS
    assert list(document["settings"]) == ["granularity", "target"]
    assert document == make_report().to_dict()


def test_statement_has_the_shape_of_the_contract():
    found = statement_to_dict(make_statements()[1])
    assert list(found) == [
        *("id", "article", "kind", "manner", "text", "spans", "cue", "source", "speaker"),
        *("party", "relayed_by", "attitudes", "stance", "confidence", "corrected"),
        "repeat_of",
    ]
    assert list(found["cue"]) == ["text", "spans", "act", "negated", "hypothetical"]
    assert list(found["source"]) == ["text", "spans", "unnamed"]
    assert found["speaker"] == {"name": "Ada Vale", "role": "", "variants": []}
    assert list(found["party"]) == ["id", "name", "country", "evidence", "confidence"]
    assert " … ".join(TEXT[start:end] for start, end in found["spans"]) == found["text"]


def test_unknown_party_is_null_and_silence_has_no_number():
    document = make_report().to_dict()
    assert document["statements"][4]["party"]["id"] is None
    silent = [each for each in document["positions"] if each["party"] == "DOR"]
    assert all(each["stance"] is None and each["interval"] is None for each in silent)
    assert document["comparison"][1]["agreement"] is None


def test_numbers_have_four_decimals_and_no_number_is_null():
    stance = 1 / 3
    odd = Position("ARV", None, TARGET, "favor", stance, (float("nan"), -1e-9), 1, (), ())
    document = json.loads(make_report(positions=(odd,)).to_json())
    assert document["positions"][0]["stance"] == 0.3333
    assert document["positions"][0]["interval"] == [None, 0.0]


def test_article_is_told_by_its_hash_and_not_by_its_text():
    article = make_report().to_dict()["articles"][0]
    assert article["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert article["length"] == len(TEXT)
    assert article["statements"] == 6
    assert article["date"] == "2031-05-04"
    assert "text" not in article


def test_json_can_always_be_written_and_read_back():
    title = "half \ud800 \x9b31m \u202e \u2028 é"
    text = make_report(articles=(Article("dam", TEXT, title),)).to_json()
    assert json.loads(text)["articles"][0]["title"] == title
    assert "é" in text
    assert not any(character in text for character in "\ud800\x9b\u202e\u2028")
    text.encode("utf8")


def test_same_report_gives_the_same_bytes():
    for render in (Report.to_json, Report.to_text, Report.to_markdown):
        assert render(make_report()) == render(make_report())


def test_date_comes_only_from_made_with():
    assert "on 2031" not in make_report().to_text()
    dated = make_report(made_with={"version": "1", "date": "2031-06-01"})
    assert "Made with stances 1 on 2031-06-01." in dated.to_text()


@pytest.mark.parametrize(
    ("what", "rows"),
    [
        *(("statements", 6), ("issues", 1), ("sides", 2), ("positions", 6), ("comparison", 3)),
        ("contradictions", 1),
    ],
)
def test_frames_have_a_row_for_each_record(what: str, rows: int):
    frame = make_report().to_frame(what)
    empty = Report().to_frame(what)
    assert len(frame) == rows
    assert len(empty) == 0
    assert list(frame.columns) == list(empty.columns)


def test_unknown_frame_is_a_usage_error():
    with pytest.raises(UsageError, match="no frame of 'speakers'; ask for one of statements"):
        make_report().to_frame("speakers")
