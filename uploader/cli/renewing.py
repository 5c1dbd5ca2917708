"""`regenerate`: posts that prompts, model or gate have changed for, shown first, then made again."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from uploader.cli.exits import Exit
from uploader.cli.options import Config, VideoIds, exit_for, read_settings, say

if TYPE_CHECKING:
    from uploader.app import App
    from uploader.settings import Settings
    from uploader.workflow.regenerating import Proposal, Wanted


def regenerate(
    video_id: VideoIds = None,
    *,
    prompt_changed: Annotated[
        bool, typer.Option("--prompt-changed", help="Only where prompts or the model are others now.")
    ] = False,
    gate_changed: Annotated[bool, typer.Option("--gate-changed", help="Only where the gate is another now.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="So many posts at most.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before posts are made.")] = False,
    config: Config = None,
) -> int:
    """Make posts again that prompts, model or gate have changed for; shows them, and what they cost, first.

    Videos that are named are made again even where nothing has changed, from new answers.
    """
    from uploader.app import opened
    from uploader.errors import BadInput
    from uploader.ids import parse_video_id
    from uploader.workflow.regenerating import Wanted

    if not yes and not dry_run and not sys.stdin.isatty():
        raise BadInput("posts are replaced by it: look with --dry-run, then add --yes to do it without being asked")
    neither = not prompt_changed and not gate_changed
    only = tuple(dict.fromkeys(parse_video_id(given) for given in video_id)) if video_id else None
    wanted = Wanted(prompt_changed or neither, gate_changed or neither, only, anyway=neither and only is not None)
    settings = read_settings(config)
    with opened(settings, working=False) as looking:
        chosen = _shown(looking, wanted, limit, remembers=not dry_run)
    if dry_run or not chosen:
        return Exit.DONE
    if not yes:
        typer.confirm("Make them?", abort=True, err=True)
    return _made(chosen, settings)


def _shown(app: "App", wanted: "Wanted", limit: int | None, *, remembers: bool) -> "list[Proposal]":
    """Every proposal, told as it is found, until `limit` posts are to be made; then their sum. Those to be made.

    What passes again is remembered at once, so that a long look that is broken off goes on where it was.
    """
    from uploader.workflow.regenerating import Fate, proposals, remember

    found: list[Proposal] = []
    for each in proposals(wanted, app.parts):
        found.append(each)
        if remembers and each.fate is Fate.PASSES:
            remember(each, app.parts)
        say(_lines(each, priced=app.settings.priced))
        if sum(one.is_made for one in found) == limit:
            break
    unseen = [video for video in wanted.only or () if video not in {each.video_id for each in found}]
    say([f"{video}: no post of ours stands for it, or nothing has changed for it" for video in unseen])
    chosen = [each for each in found if each.is_made]
    costs = [each.usd if each.usd is not None else app.likely_cost(1) for each in chosen]
    known = app.settings.priced and None not in costs
    about = f", about {sum(cost for cost in costs if cost):.4f} USD" if known else ", cost unknown"
    say([f"{len(chosen)} to be made{about if chosen else ''}; {len(found) - len(chosen)} stay as they are"])
    return chosen


def _lines(each: "Proposal", *, priced: bool) -> list[str]:
    from uploader.audit.report import visible
    from uploader.workflow.regenerating import Fate

    if each.fate in {Fate.PASSES, Fate.SAME}:
        return [f"{each.video_id}  {each.fate} ({each.why})"]
    cost = f", about {each.usd:.4f} USD" if each.usd and priced else ""
    return [
        f"{each.video_id}  {visible(each.title)}",
        f"    {each.why}",
        f"    {each.fate}{cost}",
        *(f"    {visible(note)}" for note in each.notes),
        *(line for line in each.diff.splitlines()),
    ]


def _made(chosen: "list[Proposal]", settings: "Settings") -> int:
    from uploader.app import opened
    from uploader.cli.progress import shown
    from uploader.cli.show import ended, ended_lines
    from uploader.decide import State

    with opened(settings) as app, shown(app):
        rows = app.regenerate(chosen)
        say(ended_lines([ended(row) for row in rows]))
        return exit_for([row.id for row in rows if row.state is not State.PUBLISHED], app.refused())
