"""`reportedly eval`: how well gold is met."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from reportedly.cli.inputs import watched
from reportedly.evaluate import Rate, Scores, load_gold, load_predictions, pool, read_gold, score


@click.command("eval")
@click.argument(
    "gold", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="GOLD.jsonl...", nargs=-1, required=True
)
@click.option(
    "--pred",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Score these records instead of reading the texts.",
)
@click.option("--all", "every", is_flag=True, help="Also want nested, unattributed, summary and back-reference statements.")
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N", help="Also show N statements that were not found.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object; of several files, one for each by its name and `all`."
)
def eval_command(gold: tuple[Path, ...], pred: Path | None, every: bool, misses: int, as_json: bool) -> None:
    """Score the reader, or records that it made, against gold.

    GOLD.jsonl has one annotated report a line. Its texts are read with the date and language that the gold gives.
    Of several files each is scored, then all their reports together.
    """
    sets = {str(path): load_gold(path) for path in gold}
    pooled = pool(sets.values())
    found = load_predictions(pred) if pred else read_gold(watched(pooled))
    scores = {name: score(golds, found, every=every) for name, golds in sets.items()}
    if len(sets) > 1:
        scores["all"] = score(pooled, found, every=every)
    if as_json:
        plain = {name: one.as_dict() | ({"missed": one.missed[:misses]} if misses else {}) for name, one in scores.items()}
        click.echo(json.dumps(plain if len(sets) > 1 else plain[str(gold[0])], ensure_ascii=False))
    else:
        _print(scores, misses)


def _print(scores: dict[str, Scores], misses: int) -> None:
    """The figures as a person reads them: F1 with its parts, then shares of the found beside the dullest answer's."""
    from rich.console import Console

    console = Console(highlight=False)
    for n, (name, one) in enumerate(scores.items()):
        if len(scores) > 1:
            console.print(f"{chr(10) if n else ''}{name}", markup=False, soft_wrap=True)
        console.print(f"{one.reports} reports, {one.gold} statements in gold, {one.predicted} found\n")
        for line in _lines(one):
            console.print(line)
        for report, words in one.missed[:misses] if name != "all" else ():
            console.print(f"missed in {report}: {words}", markup=False, soft_wrap=True)


def _lines(scores: Scores) -> Iterator[str]:
    yield f"{'':18}{'F1':>6}{'prec.':>8}{'recall':>8}"
    for name in ("content", "found", "exact", "e2e", "whole", "acts", "relays"):
        rate: Rate | None = getattr(scores, name)
        if rate is not None:
            interval = f"   90 % of draws in {rate.low}–{rate.high}" if rate.low is not None else ""
            yield f"{name:18}{rate.f:6.1f}{rate.p:8.1f}{rate.r:8.1f}{interval}"
    yield f"\n{'of the found, %':18}{'right':>6}{'constant answer':>18}"
    for name, share in scores.of_found.items():
        dull = (scores.constant or {}).get(name)
        yield f"{name:18}{share:6.1f}" + (f"{dull:18.1f}" if dull is not None else "")
    yield f"\n{'recall by manner':18}" + "  ".join(f"{k} {v}" for k, v in scores.recall_by_manner.items())
    if scores.reports_absent_from_pred:
        yield f"{scores.reports_absent_from_pred} reports are absent from the records"
