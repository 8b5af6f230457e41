"""Each task on small gold rows: the keys of its figures, its predictions, its odd cases."""

import gzip
import json
import os
import threading
from pathlib import Path

import pytest

from stances.articles import Problem, read
from stances.cli.options import EvaluateTask
from stances.errors import InputError, ModelError, PartyFileError, RowError, UsageError
from stances.evaluation import TASKS, evaluate
from stances.evaluation.labelled import LabelledExample, LabelledStatement
from stances.evaluation.table import format_evaluation
from stances.evaluation.tasks import attribution, quotations
from stances.quotations import QuotationTagger
from stances.runtime import models_folder
from tests.conftest import ARTICLE, ROOT

PAIR_MODEL = models_folder() / "stance"
LABELLED = ROOT / "examples" / "labelled"
SPANS = ("source", "cue", "content")
KINDS = ("", "direct_", "mixed_", "indirect_")
QUOTATION_KEYS = {
    f"{kind}{role}{counted}_f1"
    for kind in KINDS
    for role in SPANS
    for counted in ("", "_set", "_overlap")
} | {f"{kind}triple_f1" for kind in KINDS}
ROWS = {
    "quotations": [{"text": ARTICLE, "attributions": []}],
    "attribution": [{"text": ARTICLE, "statements": []}],
    "parties": [{"mention": "the Pentagon", "country": "USA"}],
    "stance": [{"target": "Rents should fall.", "statement": "They must.", "label": "favor"}],
    "attitude": [{"marked": "<s>Arvania</s> condemned <t>Belmark</t>.", "label": 3}],
    "sides": [
        {"topic": 1, "statement": "It is safe.", "label": "favor"},
        {"topic": 1, "statement": "It is unsafe.", "label": "against"},
    ],
    "keypoints": [
        {
            "argument_id": 1,
            "key_point_id": 2,
            "argument": "They cost a lot.",
            "key_point": "They are expensive",
            "topic": "uniforms",
            "stance": -1,
            "label": "match",
        }
    ],
}


def test_the_command_line_knows_every_task() -> None:
    assert [task.value for task in EvaluateTask] == list(TASKS) == list(ROWS)


@pytest.mark.parametrize("task", ROWS)
def test_every_task_gives_figures_baselines_and_a_prediction_a_row(task: str, write) -> None:
    made = evaluate(task, write(*ROWS[task]))
    assert len(made.predictions) == len(ROWS[task])
    assert all(isinstance(value, float) for value in made.metrics.values())
    assert made.baselines
    for figures in made.baselines.values():
        assert set(figures) <= set(made.metrics)
    told = json.loads(json.dumps(made.to_dict()))
    assert told["task"] == task
    assert told["metrics"] == made.metrics
    assert format_evaluation(made, 80).startswith(f"{task}: {len(ROWS[task])} row")


@pytest.mark.parametrize("task", ROWS)
def test_the_same_rows_give_the_same_figures(task: str, write) -> None:
    path = write(*ROWS[task])
    assert evaluate(task, path).to_dict() == evaluate(task, path).to_dict()


@pytest.mark.parametrize("task", ROWS)
def test_rows_of_another_task_are_told_with_their_line(task: str, write) -> None:
    other = "parties" if task != "parties" else "stance"
    with pytest.raises(RowError) as error:
        evaluate(task, write(*ROWS[task], *ROWS[other]))
    assert error.value.line == len(ROWS[task]) + 1
    assert f"does not fit the task {task}" in str(error.value)
    assert f"It fits the task {other}." in str(error.value)


@pytest.mark.parametrize(
    ("task", "change", "message"),
    [
        ("stance", {"label": "pro"}, '"label" must be one of favor, against, neutral'),
        ("stance", {"statement": ""}, '"statement" must be a string'),
        ("attitude", {"label": 5}, '"label" must be one of 1, 2, 3, 4; got 5'),
        ("attitude", {"label": "3"}, '"label" must be one of 1, 2, 3, 4'),
        ("attitude", {"sentence_id": ["x"]}, '"sentence_id" must be a string'),
        ("attitude", {"marked": "Arvania condemned Belmark."}, '"marked" must have'),
        ("keypoints", {"stance": 0}, '"stance" must be one of 1, -1; got 0'),
        ("keypoints", {"label": "yes"}, '"label" must be one of match, no-match, undecided'),
        ("parties", {"country": "US"}, 'alpha-3 code or ""'),
        ("parties", {"date": "2024"}, "date must be like"),
        ("sides", {"label": ""}, '"label" must be one of'),
        ("sides", {"topic": None}, '"topic" must be a string'),
        ("quotations", {"attributions": 3}, '"attributions" a list'),
        ("quotations", {"attributions": [{"content": [[5, 1]]}]}, "attribution 1: content"),
        ("attribution", {"statements": [{}]}, "statement 1: has no content"),
    ],
)
def test_a_row_at_fault_is_told(task: str, change, message: str, write) -> None:
    row = {**ROWS[task][0], **change}
    with pytest.raises(RowError) as error:
        evaluate(task, write(row))
    assert error.value.line == 1
    assert message in str(error.value)


def test_files_at_fault_are_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"\n\n")
    with pytest.raises(RowError, match="line 1: there is no row"):
        evaluate("parties", empty)
    empty.write_bytes(b"{}\n{\n")
    with pytest.raises(RowError, match="line 2: is not JSON"):
        evaluate("parties", empty)
    with pytest.raises(InputError, match="cannot be read"):
        evaluate("parties", tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        evaluate("parties", tmp_path)
    damaged = tmp_path / "damaged.gz"
    damaged.write_bytes(gzip.compress(b'{"mention": "a"}\n' * 99)[:40])
    with pytest.raises(InputError, match="damaged gzip data"):
        evaluate("parties", damaged)


@pytest.mark.parametrize("extra", ["NaN", "-Infinity", "1e999", "[" * 60 + "]" * 60])
def test_what_cannot_be_written_again_is_refused(tmp_path: Path, extra: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"mention": "Oslo", "country": "NOR", "extra": {extra}}}', encoding="utf8")
    with pytest.raises(RowError, match="line 1: "):
        evaluate("parties", path)


def test_a_pipe_is_read_from_its_start(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    row = json.dumps(ROWS["parties"][0]).encode()
    writer = threading.Thread(target=pipe.write_bytes, args=(row,))
    writer.start()
    assert evaluate("parties", pipe).rows == 1
    writer.join()


def test_a_party_file_at_fault_is_told_as_such(write, tmp_path: Path) -> None:
    for task in ("quotations", "attribution", "parties"):
        with pytest.raises(PartyFileError):
            evaluate(task, write(*ROWS[task]), party_file=tmp_path / "none.toml")


def test_numbers_serve_as_ids_and_repeats_keep_their_figures(write) -> None:
    row = {"id": 5, "text": ARTICLE, "statements": []}
    assert list(evaluate("attribution", write(row, row)).by_unit) == ["5", "5 (2)"]


def test_a_gzipped_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(ROWS["parties"][0]).encode()))
    assert evaluate("parties", path).metrics["accuracy"] == 1.0


def test_options_that_a_task_lacks_are_refused(write) -> None:
    with pytest.raises(UsageError, match="has no encoder to choose"):
        evaluate("stance", write(*ROWS["stance"]), encoder="shipped")
    with pytest.raises(UsageError, match="knows no parties"):
        evaluate("stance", write(*ROWS["stance"]), party_file="parties.toml")
    with pytest.raises(UsageError, match="No task is called"):
        evaluate("weather", write(*ROWS["stance"]))
    for task in ("quotations", "attribution", "parties"):
        with pytest.raises(UsageError, match="--model is for stance, attitude, sides, keypoints"):
            evaluate(task, write(*ROWS[task]), model=PAIR_MODEL)
    with pytest.raises(UsageError, match="without --encoder"):
        evaluate("sides", write(*ROWS["sides"]), model=PAIR_MODEL, encoder="shipped")


def test_quotations_have_all_figures_of_all_kinds(write) -> None:
    made = evaluate("quotations", write(*ROWS["quotations"]))
    assert set(made.metrics) == QUOTATION_KEYS
    assert made.metrics["content_f1"] == 0.0, "what is found where gold has nothing is wrong"


def test_what_the_tagger_finds_is_right_against_itself(write) -> None:
    found = evaluate("quotations", write(*ROWS["quotations"])).predictions[0]
    made = evaluate("quotations", write({"text": ARTICLE, "attributions": found["attributions"]}))
    assert set(made.metrics.values()) == {1.0}
    assert found["gold"] == {"attributions": []}


def test_kinds_are_counted_apart(write) -> None:
    found = evaluate("quotations", write(*ROWS["quotations"])).predictions[0]["attributions"]
    direct = [each for each in found if ARTICLE[each["content"][0][0]] == "“"]
    made = evaluate("quotations", write({"text": ARTICLE, "attributions": direct}))
    assert 0 < len(direct) < len(found)
    assert made.metrics["direct_triple_f1"] == 1.0
    assert made.metrics["indirect_triple_f1"] == 0.0


def test_an_article_without_quotations_and_without_gold_is_right(write) -> None:
    made = evaluate("quotations", write({"text": "It rained all day.", "attributions": []}))
    assert made.metrics["triple_f1"] == 1.0


class Failing(QuotationTagger):
    def find(self, text: str):
        if "fail" in text:
            raise ModelError("the model stumbled.")
        return super().find(text)


def test_a_row_that_fails_counts_as_nothing_found(write, monkeypatch) -> None:
    monkeypatch.setattr(quotations, "QuotationTagger", Failing)
    gold = [{"text": t, "attributions": [{"content": [[0, 4]]}]} for t in ("Fine.", "I fail.")]
    made = evaluate("quotations", write(*gold))
    assert made.notes == ("line 2 failed and counts as nothing found: the model stumbled.",)
    assert [row["attributions"] for row in made.predictions] == [[], []]
    assert made.metrics["content_f1"] == 0.0


def test_an_example_that_fails_counts_as_nothing_found(write, monkeypatch) -> None:
    def fail(example, models):
        raise ModelError("the model stumbled.")

    monkeypatch.setattr(attribution, "_read", fail)
    row = {"text": ARTICLE, "statements": [{"speaker": "Ila Tesk", "content": "the charge"}]}
    made = evaluate("attribution", write(row))
    assert "line 1 failed" in made.notes[0]
    assert made.metrics["content_f1"] == 0.0
    assert made.metrics["speaker_accuracy"] == 0.0, "a share of nothing"
    assert made.predictions[0]["statements"] == []


GOLD = {
    "id": "bridge",
    "text": ARTICLE,
    "parties": ["ARVANIA", "BELMARK"],
    "party_file": "parties.toml",
    "stance_target": "The bridge should be open.",
    "party_stance": {"ARVANIA": "favor"},
    "speaker_aliases": {"Ila Tesk": ["Tesk"]},
}


def statement(content: str, speaker: str, party: str, **more):
    return {"content": content, "speaker": speaker, "party": party, **more}


def test_attribution_by_hand(write, party_file: Path) -> None:
    told = [
        statement("Belmark of breaking the treaty", "Ila Tesk", "ARVANIA"),
        statement("“We will not accept this,”", "Oru Venn", "ARVANIA"),
        statement("Arvania and Belmark trade blame", "", ""),
    ]
    made = evaluate("attribution", write({**GOLD, "statements": told}))
    held = len(made.predictions[0]["statements"]) + len(told)
    assert made.metrics["content_f1"] == pytest.approx(2 * 2 / held, abs=1e-4)
    assert made.metrics["content_party_f1"] == pytest.approx(2 * 2 / held, abs=1e-4)
    assert made.metrics["content_speaker_party_f1"] == pytest.approx(2 * 1 / held, abs=1e-4)
    assert made.metrics["speaker_accuracy"] == 0.5
    assert made.metrics["party_accuracy"] == 1.0
    assert "stance_accuracy" not in made.metrics, "gold has no stance"
    assert {row["gold"] for row in made.to_dict()["mistakes"]} >= {"speaker Oru Venn"}
    assert list(made.by_unit) == ["bridge"]


def test_stances_by_hand() -> None:
    labels = ("favor", "against", "against", "")
    spans = [((10 * at, 10 * at + 8),) for at in range(4)]
    gold = tuple(
        LabelledStatement("indirect", "Tesk", "A", label, (), (), span)
        for label, span in zip(labels, spans, strict=True)
    )
    sides = {"A": "against", "B": "favor", "C": "neutral"}
    example = LabelledExample(
        "a", " " * 50, stance_target="It.", party_stance=sides, statements=gold
    )
    found = tuple(
        attribution.Found(span, "Tesk", "A", label, sure=at != 1)
        for at, (label, span) in enumerate(
            zip(("favor", "favor", "against", "favor"), spans, strict=True)
        )
    )
    read = attribution.Read(found, {"A": "against", "B": "unclear"})
    scores = attribution.tally_of([example], [read]).scores()
    assert scores["stance_accuracy"] == pytest.approx(2 / 3, abs=1e-4), (
        "an unsure stance is scored by its label, one that gold lacks is not scored"
    )
    assert scores["stance_answered"] == pytest.approx(2 / 3, abs=1e-4)
    assert scores["stance_accuracy_answered"] == 1.0
    assert scores["party_stance_accuracy"] == pytest.approx(1 / 3, abs=1e-4), (
        "an unclear or a silent party is wrong"
    )
    kinds = [each.kind for each in attribution._mistakes(example, read)]
    assert sorted(kinds) == ["position", "position", "stance"]


def test_stances_without_a_target_are_told_and_not_scored(write, party_file: Path) -> None:
    told = [statement("of breaking the treaty", "Ila Tesk", "ARVANIA", stance="against")]
    made = evaluate("attribution", write({**GOLD, "stance_target": "", "statements": told}))
    assert "has no stance_target" in made.notes[0]
    assert not {"stance_accuracy", "party_stance_accuracy"} & set(made.metrics)


def test_the_predicted_stance_of_each_party_is_told(write, party_file: Path) -> None:
    row = evaluate("attribution", write({**GOLD, "statements": []})).predictions[0]
    assert set(row["party_stance"]) == {"ARVANIA", "BELMARK"}
    assert row["gold"] == {"statements": [], "party_stance": {"ARVANIA": "favor"}}


def test_borders_that_differ_are_among_the_mistakes(write) -> None:
    text = "Ila Tesk said on Monday that Belmark had closed the bridge without warning."
    found = evaluate("quotations", write({"text": text, "attributions": []})).predictions[0]
    [relation] = found["attributions"]
    relation["source"] = [[4, 8]]
    made = evaluate("quotations", write({"text": text, "attributions": [relation]}))
    assert made.metrics["triple_f1"] == 1.0
    assert [(each.gold, each.found) for each in made.mistakes] == [("Tesk", "Ila Tesk")]


def test_a_party_file_may_be_given_for_rows_that_name_none(write, party_file: Path) -> None:
    row = {key: value for key, value in GOLD.items() if key != "party_file"}
    path = write({**row, "statements": [statement("the charge", "", "BELMARK")]})
    with pytest.raises(RowError, match="is the id of no party"):
        evaluate("attribution", path)
    made = evaluate("attribution", path, party_file=party_file)
    assert made.metrics["party_accuracy"] == 1.0


def test_a_mention_of_no_country_is_right_when_nothing_is_answered(write) -> None:
    rows = [{"mention": "a passer-by", "country": ""}, {"mention": "the Pentagon", "country": ""}]
    metrics = evaluate("parties", write(*rows)).metrics
    assert metrics == {"accuracy": 0.5, "coverage": 0.5, "accuracy_answered": 0.0}


@pytest.mark.parametrize(
    ("task", "row"),
    [
        ("attitude", {"marked": "[a] hit " + "is " * 100_000 + "[b]", "label": 3}),
        ("attitude", {"marked": "<s>" * 100_000 + "a</s> hit b", "label": 4}),
        ("quotations", {"text": "Tesk said “a b c d” then. " * 4000, "attributions": []}),
    ],
)
def test_long_rows_are_answered(task: str, row, write) -> None:
    made = evaluate(task, write(row))
    if task == "attitude":
        assert made.baselines["cue_words"]["accuracy"] == 1.0
    else:
        assert len(made.predictions[0]["attributions"]) > 1000


def test_a_long_row_at_fault_is_told_in_short(write) -> None:
    row = {"text": "Yes.", "attributions": [{"content": "[[" * 200_000}]}
    with pytest.raises(RowError) as error:
        evaluate("quotations", write(row))
    assert len(str(error.value)) < 1000


def test_every_shipped_set_has_a_floor() -> None:
    sets = (ROOT / "benchmarks" / "sets").rglob("*.jsonl")
    # No task scores these: tests/quotations/test_manner.py and test_repeats_set.py hold floors.
    others = ("manner", "repeats", "repeats-hard")
    shipped = [*LABELLED.glob("*.jsonl"), *(each for each in sets if each.stem not in others)]
    floors = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf8"))
    assert {ROOT / entry["file"] for entry in floors["floors"]} == set(shipped)
    # Behaviour is no task of the command line: benchmarks/behaviour.py measures it.
    assert {entry["task"] for entry in floors["floors"]} - {"behaviour"} == set(TASKS)


def test_the_examples_can_be_read_as_a_folder() -> None:
    problems: list[Problem] = []
    assert len(list(read(LABELLED.parent, problems=problems))) == 8
    assert not [problem for problem in problems if problem.fault]
