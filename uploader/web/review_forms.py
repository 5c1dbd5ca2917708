"""The review's forms read: what a person does, out of what the fields say."""

from uploader.acts import Accept, Act, Ask, Delete, Edit, Publish, Refuse, Restore, Withdraw
from uploader.errors import BadInput
from uploader.models import Finding, Place, Summary
from uploader.store.reviews import Seen
from uploader.view.remarks import finding_key
from uploader.view.sheet import place_of
from uploader.web.actions import Fields
from uploader.workflow.deciding import Opened


def act_of(fields: Fields, opened: Opened) -> Act:
    """The act of a form: `act` names it, `key` its statement, `finding` a finding; `text` and `reason` are typed.

    Raises:
        BadInput: it names nothing that is there.
    """
    held = opened.review.held
    match fields["act"]:
        case "publish":
            return Publish()
        case "refuse":
            return Refuse(fields["reason"])
        case "accept":
            found = _finding(fields, opened)
            return Accept(found.place, found.rule, found.text, fields["reason"])
        case "withdraw":
            found = _finding(fields, opened)
            return Withdraw(found.place, found.rule, found.text)
        case "ask":
            return Ask(place_named(fields["key"], held).section or "")
        case "edit":
            return Edit(place_named(fields["key"], held), fields["text"])
        case "delete":
            return Delete(place_named(fields["key"], held))
        case "restore":
            return Restore(place_named(fields["key"], held))
        case _:
            raise BadInput("the page does not know that act: load it again")


def seen_of(fields: Fields) -> Seen:
    """What the page had seen: `seen`, kept up to date on it, or `loaded`, as the form was loaded with.

    Raises:
        BadInput: neither is there.
    """
    summary, _, last = (fields["seen"] or fields["loaded"]).partition(".")
    if not (summary.isascii() and summary.isdigit() and last.isascii() and last.isdigit()):
        raise BadInput("the page does not say what it has seen: load it again")
    return Seen(int(summary), int(last))


def place_named(key: str, held: Summary) -> Place:
    """The place that a page calls so.

    Raises:
        BadInput: there is none.
    """
    place = place_of(key, held)
    if place is None:
        raise BadInput("there is no such statement in this summary")
    return place


def _finding(fields: Fields, opened: Opened) -> Finding:
    found = (remark.finding for remark in opened.review.remarks)
    named = next((each for each in found if finding_key(each) == fields["finding"]), None)
    if named is None:
        raise BadInput("the gate does not find that any more")
    return named
