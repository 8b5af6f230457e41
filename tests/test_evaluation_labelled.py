"""Reading and checking labelled examples."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stances.errors import RowError
from stances.evaluation import read_labelled
from stances.evaluation.checking import find_faults
from stances.evaluation.spans import find_words, read_spans

TEXT = (
    "Arvania’s minister Ila Tesk said it was over. “We will not sign,” she said.\n\n"
    "Belmark’s envoy said it was not over."
)


def example(**changes):
    statement = {
        "speaker": "Ila Tesk",
        "party": "ARVANIA",
        "stance": "against",
        "source": "she",
        "cue": "she [[said]]",
        "content": "“We will not sign,”",
    }
    statement |= {key: value for key, value in changes.items() if key in statement}
    row = {"id": "a", "text": TEXT, "parties": ["ARVANIA"], "party_file": "parties.toml"}
    rest = {key: value for key, value in changes.items() if key not in statement}
    return {**row, "statements": [statement], **rest}


@pytest.fixture
def write(tmp_path: Path, party_file: Path):
    def make(*rows) -> Path:
        path = tmp_path / "gold.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
        return path

    return make


def words(text, spans):
    return [text[start:end] for start, end in spans]


def test_words_are_found_in_place_of_offsets(write) -> None:
    [read] = read_labelled(write(example()))
    [statement] = read.statements
    assert statement.kind == "direct", "read off the quotation marks"
    assert words(TEXT, statement.source) == ["she"]
    assert words(TEXT, statement.cue) == ["said"]
    assert statement.cue[0][0] > statement.content[0][1]


def test_offsets_and_words_read_alike(write, tmp_path: Path) -> None:
    rows, faults = find_faults(write(example(stance_target="It is over.")))
    assert not faults
    again = tmp_path / "again.jsonl"
    again.write_text(json.dumps(rows[0]) + "\n", encoding="utf8")
    assert read_labelled(again) == read_labelled(write(example(stance_target="It is over.")))
    assert rows[0]["party_file"] == "parties.toml", "what else a row holds stays"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"content": [[3, 2]]}, "statement 1: content: [3, 2] is not a span of the text"),
        ({"content": [[0, 9999]]}, "[0, 9999] is not a span of the text; expected [start, end]"),
        ({"content": [[0.5, 2]]}, "[0.5, 2] is not a span"),
        ({"content": [3, 9]}, "[3, 9] must be a list of spans; write [[3, 9]]"),
        ({"content": '"We will not sign,"'}, "with other quotation marks, spaces or capitals"),
        ({"content": [[True, 2]]}, "is not a span"),
        ({"content": [[0, 5], [3, 9]]}, "overlap"),
        ({"content": "nobody said this"}, "is not in the text; copy them exactly"),
        ({"content": "said it was"}, "stands in the text 2 times"),
        ({"content": ""}, "has no content"),
        ({"cue": 7}, "cue: must be a list of spans or words"),
        ({"party": "NOWHERE"}, "'NOWHERE' is the id of no party; define it in a party file"),
        ({"party": "Belmark"}, 'did you mean "BELMARK"?'),
        ({"party": "BELMRK"}, "did you mean BELMARK or Belmarkian"),
        ({"stance": "pro"}, "\"stance\" must be one of favor, against, neutral; got 'pro'"),
        ({"statements": "none"}, '"statements" must be a list'),
        ({"statements": [3]}, "statement 1: must be an object"),
        ({"party_stance": {"ARVANIA": "for"}}, "got 'for'"),
        ({"party_stance": []}, ""),
        ({"parties": ["XXX"]}, "'XXX' is the id of no party"),
        ({"text": ""}, '"text" must be a string'),
        ({"date": "yesterday"}, "date must be like 2024-02-03"),
        ({"party_file": "other.toml"}, "its party file cannot be used"),
        ({"speaker_aliases": {"Ila Tesk": "Tesk"}}, "must be a list of strings"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(write, changes, message) -> None:
    path = write(example(), example(**changes))
    if not message:
        assert read_labelled(path)
        return
    with pytest.raises(RowError) as error:
        read_labelled(path)
    assert error.value.line == 2
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_every_statement_at_fault_is_told(write) -> None:
    good = example()["statements"][0]
    row = example(statements=[{**good, "content": "x y z"}, good, {**good, "party": "NOBODY"}])
    rows, faults = find_faults(write(row, example(stance_target="It is over.")))
    assert [fault.line for fault in faults] == [1, 1]
    assert "statement 1" in str(faults[0])
    assert "statement 3" in str(faults[1])
    assert len(rows) == 1


def test_every_fault_of_a_statement_is_told(write) -> None:
    wrong = {"content": "x y z", "party": "NOBODY", "stance": "pro", "kind": "loud"}
    _, faults = find_faults(write(example(statements=[wrong], date="soon")))
    told = " ".join(map(str, faults))
    assert len(faults) == 5
    for part in ("date", "content", "NOBODY", '"stance"', '"kind"'):
        assert part in told


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"stance_target": ""}, 'has stances but no "stance_target"'),
        ({"speaker_aliases": {"Oru Venn": []}}, "'Oru Venn' is the speaker of no statement"),
        ({"cue": [[1, 4]]}, "cue: [1, 4] cuts a word in two"),
        ({"content": "it was over", "kind": "direct"}, "kind is direct, but by the quotation"),
    ],
)
def test_what_is_hardly_meant_is_told_by_the_check_alone(write, changes, message) -> None:
    row = example(**{"stance_target": "It is over.", **changes})
    if "kind" in changes:
        row["statements"][0]["kind"] = changes["kind"]
        row.pop("kind", None)
    path = write(row)
    read_labelled(path)
    _, faults = find_faults(path)
    assert any(message in str(fault) for fault in faults)


def test_unknown_keys_and_repeats_are_told(write) -> None:
    row = example(stance_target="It is over.")
    [good] = row["statements"]
    row["statements"] = [good, {**good, "speeker": "Tesk"}]
    _, faults = find_faults(write(row, row))
    told = " ".join(map(str, faults))
    assert "statement 2: unknown key 'speeker'" in told
    assert "statement 2: has the content and the cue of an earlier one" in told
    assert "line 2: the id 'a' stands in an earlier line too" in told


def test_a_changed_party_file_is_read_again(write, party_file: Path) -> None:
    path = write(example())
    assert read_labelled(path)
    party_file.write_text('[[party]]\nid = "OTHER"\n', encoding="utf8")
    with pytest.raises(RowError, match="is the id of no party"):
        read_labelled(path)


def test_words_of_a_source_need_to_be_alone_only_in_their_paragraph() -> None:
    text = "He said no.\n\nHe said yes."
    start = text.rindex("He")
    assert read_spans(text, "He", [(start, len(text))]) == ((start, start + 2),)
    with pytest.raises(ValueError, match="2 times"):
        read_spans(text, "He")


def test_letters_inside_a_word_are_not_the_word() -> None:
    assert find_words("The other man, he said.", "he") == (15, 17)


def test_brackets_that_the_text_has_are_the_text() -> None:
    assert find_words("a [[b]] c", "[[b]]") == (2, 7)


@settings(max_examples=100, deadline=None)
@given(st.text("ab .", min_size=3, max_size=30), st.data())
def test_a_place_with_all_around_it_is_found_again(text: str, data) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip() or not text.strip():
        return
    marked = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    assert find_words(text, marked) == (start, end)
