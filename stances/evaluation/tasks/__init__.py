"""The tasks of the kit: what each needs of a gold row, and what runs it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from stances.evaluation.outcome import Outcome
from stances.evaluation.tasks.task import Options, Rows

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A task: `needs` are the keys of a gold row, in each of the forms it may have."""

    name: str
    needs: tuple[Keys, ...]

    def fits(self, row: Mapping[str, Any]) -> bool:
        """Whether a gold row has the keys of one of the forms."""
        return any(all(key in row for key in keys) for keys in self.needs)

    def run(self, rows: Rows, options: Options) -> Outcome:
        """Run the task on gold rows; its module loads only now."""
        module = import_module(f"stances.evaluation.tasks.{self.name}")
        runner: Callable[[Rows, Options], Outcome] = module.run
        return runner(rows, options)


TASKS: Mapping[str, Task] = {
    task.name: task
    for task in (
        Task("quotations", (("text", "attributions"), ("text", "statements"))),
        Task("attribution", (("text", "statements"),)),
        Task("parties", (("mention", "country"),)),
        Task("stance", (("target", "statement", "label"),)),
        Task("attitude", (("marked", "label"), ("sentence", "start", "end", "label"))),
        Task("sides", (("topic", "statement", "label"),)),
        Task(
            "keypoints",
            (("argument_id", "key_point_id", "argument", "key_point", "topic", "stance", "label"),),
        ),
    )
}
