"""Renders a report for the terminal."""

import io
from collections.abc import Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stances.report.blocks import Block, Cell, Grid, Heading, Line
from stances.report.escaping import clean_line

CELL_WIDTH = 11
LABEL_WIDTH = 20
NARROWEST = 40
TONES = {
    "favor": "green",
    "against": "red",
    "neutral": "",
    "unclear": "yellow",
    "silent": "dim",
}


def render_text(blocks: Sequence[Block], width: int = 80, colour: bool = False) -> str:
    """The blocks as text of at most `width` columns (at least 40), with or without colour."""
    console = make_console(max(width, NARROWEST), colour)
    previous: Block | None = None
    for block in blocks:
        if needs_gap(previous, block):
            console.print()
        for part in render_block(block, console.width):
            console.print(part)
        previous = block
    return read_console(console)


def make_console(width: int, colour: bool) -> Console:
    """A console that writes to memory and heeds neither the environment nor any markup."""
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )


def read_console(console: Console) -> str:
    """What a console of `make_console` has printed, without blanks at the ends of lines."""
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def needs_gap(previous: Block | None, block: Block) -> bool:
    """Whether a blank line goes before this block."""
    if previous is None or isinstance(previous, Heading):
        return False
    if not isinstance(block, Line) or not isinstance(previous, Line):
        return True
    if block.level == 0:
        return not (is_label(previous) and is_label(block))
    return is_label(previous) and previous.level == 0


def is_label(line: Line) -> bool:
    """Whether a line is a name and its value, like "Target: …"."""
    return line.lead.endswith(": ")


def render_block(block: Block, width: int) -> Iterator[RenderableType]:
    """One block as what rich prints."""
    if isinstance(block, Heading):
        yield from render_heading(block)
    elif isinstance(block, Line):
        yield render_line(block)
    else:
        yield from render_grid(block, width)


def render_heading(heading: Heading) -> Iterator[RenderableType]:
    """A heading; the first two levels are underlined, so that they show without colour."""
    text = clean_line(heading.text)
    yield Text(text, style="bold")
    if heading.level < 3:
        yield Text(("", "═", "─")[heading.level] * min(cell_len(text), NARROWEST * 2))


def render_line(line: Line) -> RenderableType:
    """A paragraph, or a list item that hangs on its bullet."""
    text = Text()
    text.append(spaced(line.lead), style="bold")
    text.append(spaced(line.text), style=TONES.get(line.tone, ""))
    if line.level == 0:
        return text
    item = Table.grid(padding=(0, 1, 0, 0))
    item.add_column(width=1)
    item.add_column(overflow="fold")
    item.add_row(Text("•" if line.level == 1 else "·"), text)
    return Padding(item, (0, 0, 0, 2 * line.level - 1), expand=False)


def spaced(text: str) -> str:
    """Clean text that keeps one blank at each end, where there was one."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return before + clean_line(text) + after


def render_grid(grid: Grid, width: int) -> Iterator[RenderableType]:
    """A table; one with too many columns for the width is cut into several of equal width."""
    columns = len(grid.head) - 1
    fitting = max(1, (width - LABEL_WIDTH) // (CELL_WIDTH + 1))
    parts = -(-columns // fitting)
    size = -(-columns // max(parts, 1))
    for start in range(1, columns + 1, max(size, 1)):
        if start > 1:
            yield Text()
        yield render_columns(grid, start, min(start + size, columns + 1))


def render_columns(grid: Grid, start: int, end: int) -> Table:
    """The first column of a table and those from `start` to before `end`."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column(Text(clean_line(grid.head[0])), overflow="fold", ratio=None)
    for name in grid.head[start:end]:
        table.add_column(Text(clean_line(name)), min_width=CELL_WIDTH - 2, overflow="fold")
    for row in grid.rows:
        table.add_row(*(render_cell(cell) for cell in (row[0], *row[start:end])))
    return table


def render_cell(cell: Cell) -> Text:
    """A cell in the colour of its tone."""
    return Text(clean_line(cell.text), style=TONES.get(cell.tone, ""))
