"""Which acts make sense on a review as it stands; the one line for those that do not."""

from dataclasses import replace
from typing import TypeVar

from uploader.acts import Accept, Act, Ask, Delete, Edit, Publish, Refuse, Restore, Withdraw
from uploader.errors import BadInput
from uploader.models import Place, Summary
from uploader.review.folding import read_point, texts_of
from uploader.review.judging import NEVER_ACCEPTED, Review

Placed = TypeVar("Placed", bound=Edit | Delete | Restore)

LONGEST_TEXT, LONGEST_REASON = 600, 1_000
"""Characters; a bullet of the blog has 90."""


def allowed(act: Act, review: Review) -> Act:
    """The act as it is kept: texts on one line, reasons without blanks around them.

    Raises:
        BadInput: it names nothing that is there, says nothing, or may not be done.
    """
    match act:
        case Edit() | Delete() | Restore():
            return placed(act, review.held)
        case Accept():
            return _accepted(act, review)
        case Withdraw(place, rule, text):
            if (place, rule, text) not in review.reviewed.accepted:
                raise BadInput("nobody has accepted that")
        case Ask(section):
            if Place("heading", section) not in texts_of(review.held):
                raise BadInput("there is no such section in this summary")
        case Publish():
            _publishable(review)
        case Refuse(reason):
            return replace(act, reason=_one_line(reason)[:LONGEST_REASON])
    return act


def placed(act: Placed, held: Summary) -> Placed:
    """As `allowed`, for acts that may be done whatever the gate says.

    Raises:
        BadInput: as `allowed`.
    """
    if act.place not in texts_of(held):
        raise BadInput("there is no such statement in this summary")
    if isinstance(act, Delete) and act.place.part == "title":
        raise BadInput("a post needs its title: write another one")
    if isinstance(act, Edit):
        return replace(act, text=_text(act.text, act.place))
    return act


def _text(text: str, place: Place) -> str:
    line = _one_line(text)
    said = read_point(line, ()).text if place.part == "key-point" else line
    if not said.strip():
        raise BadInput("nothing is left of it: delete it instead")
    if len(line) > LONGEST_TEXT:
        raise BadInput(f"this has {len(line)} characters; {LONGEST_TEXT} are the most")
    return line


def _accepted(act: Accept, review: Review) -> Accept:
    if act.rule in NEVER_ACCEPTED:
        raise BadInput(f"a finding of {act.rule} is never accepted: write other words, or delete them")
    reason = _one_line(act.reason)
    if not reason:
        raise BadInput("say why it is accepted")
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"the reason has {len(reason)} characters; {LONGEST_REASON} are the most")
    same = (act.place, act.rule, act.text)
    found = ((r.finding.place, r.finding.rule, r.finding.text) for r in review.remarks if r.acceptable)
    if same not in set(found):
        raise BadInput("the gate does not find that any more")
    return replace(act, reason=reason)


def _publishable(review: Review) -> None:
    if stops := len(review.stops):
        raise BadInput(f"{stops} finding{'s' * (stops > 1)} still stop{'s' * (stops == 1)} it")


def _one_line(text: str) -> str:
    return " ".join(text.split())
