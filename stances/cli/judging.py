"""The commands that judge single texts: resolve, classify."""

from typing import Annotated

import typer

from stances.cli.options import AsJson, PartyFile
from stances.cli.running import coloured, date, lines, table_width, told
from stances.cli.showing import shown_progress
from stances.delivery import deliver
from stances.errors import UsageError
from stances.progress import MENTIONS, follow, watch


def resolve(
    mentions: Annotated[list[str], typer.Argument(metavar="MENTION...|-")],
    context: Annotated[str, typer.Option(help="Text in which the mentions stand.")] = "",
    on: Annotated[str, typer.Option(metavar="DATE", help="As of this date (YYYY-MM-DD).")] = "",
    as_json: AsJson = False,
    party_file: PartyFile = None,
) -> None:
    """Say for which party a mention stands: "the Pentagon", "Iraq's foreign ministry"."""
    with told():
        from stances.parties import PartyRegistry

        registry = PartyRegistry.default()
        registry = registry.with_file(party_file) if party_file else registry
        day = date(on)
        asked = lines(mentions)
        with shown_progress() as progress:
            rows = [
                (mention, registry.resolve(mention, context=context, on=day))
                for mention in follow(asked, MENTIONS, progress, len(asked))
            ]
        from stances.report import format_resolved

        deliver(format_resolved(rows, as_json, table_width(), coloured(None)), None)


def classify(
    target: Annotated[str, typer.Option(help="What to be for or against.")],
    statements: Annotated[list[str], typer.Argument(metavar="STATEMENT...|-")],
    as_json: AsJson = False,
) -> None:
    """Say whether statements are for, against or neutral toward a target."""
    with told():
        if not target.strip():
            raise UsageError("--target is empty; give a sentence or phrase to be for or against.")
        from stances.report import format_stances
        from stances.stance import PairModel, judge

        texts = lines(statements)
        with shown_progress() as progress:
            model = watch(PairModel.shipped(), progress)
            judged = judge([(target, text) for text in texts], model)
        rows = list(zip(texts, judged, strict=True))
        deliver(format_stances(rows, as_json, table_width(), coloured(None)), None)
