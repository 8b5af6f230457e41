"""Renders a report as Markdown that a code-hosting page shows as it is meant."""

from collections.abc import Sequence

from stances.report.blocks import Block, Cell, Grid, Heading, Line
from stances.report.escaping import escape_markdown, escape_start


def render_markdown(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown; nothing in their texts is taken for markup."""
    parts: list[str] = []
    previous: Block | None = None
    for block in blocks:
        tight = is_item(previous) and is_item(block)
        parts.append(("" if tight or previous is None else "\n") + render_block(block))
        previous = block
    return "".join(parts)


def is_item(block: Block | None) -> bool:
    """Whether a block is an item of a list."""
    return isinstance(block, Line) and block.level > 0


def render_block(block: Block) -> str:
    """One block as Markdown, with the end of its last line."""
    if isinstance(block, Heading):
        return f"{'#' * block.level} {escape_markdown(block.text)}\n"
    if isinstance(block, Line):
        return render_line(block)
    return render_grid(block)


def render_line(line: Line) -> str:
    """A paragraph or a list item, its lead in bold."""
    indent = "" if line.level == 0 else "  " * (line.level - 1) + "- "
    lead = f"**{escape_markdown(line.lead)}**" if line.lead.strip() else ""
    gap = " " if lead and (line.text[:1].isspace() or line.lead[-1:].isspace()) else ""
    text = escape_markdown(line.text)
    return f"{indent}{lead}{gap}{text}\n" if lead else f"{indent}{escape_start(text)}\n"


def render_grid(grid: Grid) -> str:
    """A table; a bar in a text cannot end its cell."""
    head = render_row([Cell(name) for name in grid.head])
    rule = "|" + " --- |" * len(grid.head) + "\n"
    return head + rule + "".join(render_row(row) for row in grid.rows)


def render_row(row: Sequence[Cell]) -> str:
    """One row of a table."""
    return "| " + " | ".join(escape_markdown(cell.text) for cell in row) + " |\n"
