"""A held post as a sheet of statements: each as it will look, marked where a rule stops it, beside what it rests on.

A statement's key is made of places alone (`b0-2`: third bullet of the first section), never of what a model wrote.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from uploader.models import Bullet, Place, Section, Summary, Talk
from uploader.review.folding import read_point, texts_of
from uploader.review.judging import Review
from uploader.store.reviews import Kept
from uploader.talk.quotes import find_quote
from uploader.view.remarks import Noted, Pieces, marked, noted


@dataclass(frozen=True, slots=True)
class Source:
    """The words that a bullet rests on.

    Attributes:
        pieces: the quote, marked where it is what is wrong.
        at: seconds at which it is spoken; None where the talk has no such block.
        exact: whether the talk has these words there, so that `at` is their own moment and not their block's.
    """

    pieces: Pieces
    at: float | None
    block: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One title, key point, heading or bullet.

    Attributes:
        text: as a person edits it. was: as it was held. lead, pieces: as it is printed, the lead in bold.
        sections: of a key point, the (key, headline) that it rests on.
        billed: of a stream's heading, whose talk it is: printed before it, and not a person's to edit.
    """

    key: str
    place: Place
    text: str
    was: str
    lead: Pieces
    pieces: Pieces
    edited: bool
    deleted: bool
    remarks: tuple[Noted, ...]
    source: Source | None = None
    sections: tuple[tuple[str, str], ...] = ()
    billed: str = ""

    @property
    def stopped(self) -> bool:
        """Whether something here stops the post."""
        return any(remark.stops for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section: heading and bullets; gone when it was deleted, or all its bullets were."""

    key: str
    name: str
    start: float
    heading: Statement
    bullets: tuple[Statement, ...]
    unclear: tuple[tuple[str, str], ...]
    gone: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole post; `whole` are remarks on no single statement."""

    title: Statement
    points: tuple[Statement, ...]
    stretches: tuple[Stretch, ...]
    whole: tuple[Noted, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement in reading order."""
        sections = (each for part in self.stretches for each in (part.heading, *part.bullets))
        return (self.title, *self.points, *sections)

    def stretch_of(self, heading: Statement) -> Stretch:
        """The section of that heading."""
        return next(part for part in self.stretches if part.key == heading.key)

    @property
    def stopped(self) -> tuple[str, ...]:
        """The keys of what stops the post, in reading order; `whole` for what no single statement does."""
        whole = ("whole",) if any(remark.stops for remark in self.whole) else ()
        return (*whole, *(each.key for each in self.statements if each.stopped))


def key_of(place: Place, held: Summary) -> str:
    """How the page calls a place of the held summary; `whole` for what is no statement."""
    return _keys(held).get(place, "whole")


def place_of(key: str, held: Summary) -> Place | None:
    """The place that the page calls so, where there is one."""
    return next((place for place, name in _keys(held).items() if name == key), None)


def _keys(held: Summary) -> dict[Place, str]:
    keys = {Place("title"): "t"}
    keys |= {Place("key-point", index=at): f"p{at}" for at in range(len(held.key_points))}
    for number, section in enumerate(held.sections):
        keys[Place("heading", section.id)] = f"h{number}"
        keys |= {Place("bullet", section.id, at): f"b{number}-{at}" for at in range(len(section.bullets))}
    return keys


def noted_at(key: str, review: Review, acts: Iterable[Kept]) -> tuple[Noted, ...]:
    """What is said of one statement."""
    place = place_of(key, review.held)
    return tuple(noted(remark, acts) for remark in review.remarks if place and remark.finding.place == place)


def stopped_keys(review: Review) -> set[str]:
    """What stops the post, as `Sheet.stopped` has it, in any order."""
    keys = _keys(review.held)
    return {keys.get(remark.finding.place, "whole") for remark in review.stops}


def sheet(review: Review, talk: Talk, acts: Iterable[Kept]) -> Sheet:
    """The held post as it stands under review."""
    return _Reading(review, talk, tuple(acts)).sheet()


class _Reading:
    """One review, read statement by statement."""

    def __init__(self, review: Review, talk: Talk, acts: tuple[Kept, ...]) -> None:
        self._review, self._talk, self._held = review, talk, review.held
        self._keys, self._was = _keys(review.held), texts_of(review.held)
        self._now = {review.reviewed.before(place): text for place, text in texts_of(review.reviewed.summary).items()}
        self._remarks: dict[str, list[Noted]] = {}
        for remark in review.remarks:
            key = self._keys.get(remark.finding.place, "whole")
            self._remarks.setdefault(key, []).append(noted(remark, acts))
        self._headlines = {
            section.id: (self._keys[Place("heading", section.id)], section.headline) for section in self._held.sections
        }

    def sheet(self) -> Sheet:
        points = (self._point(at) for at in range(len(self._held.key_points)))
        return Sheet(
            title=self._statement(Place("title")),
            points=tuple(points),
            stretches=tuple(self._stretch(section) for section in self._held.sections),
            whole=tuple(self._remarks.get("whole", ())),
        )

    def _point(self, at: int) -> Statement:
        rests_on = self._held.key_points[at].sections
        sections = tuple(self._headlines[name] for name in rests_on if name in self._headlines)
        return self._statement(Place("key-point", index=at), sections=sections)

    def _stretch(self, section: Section) -> Stretch:
        heading = self._statement(Place("heading", section.id), billed=section.billed)
        bullets = tuple(
            self._statement(Place("bullet", section.id, at), bullet=bullet) for at, bullet in enumerate(section.bullets)
        )
        return Stretch(
            key=heading.key,
            name=section.id,
            start=section.start,
            heading=heading,
            bullets=bullets,
            unclear=tuple((each.text, f"b{each.block}") for each in section.unclear),
            gone=heading.place not in self._now,
        )

    def _statement(
        self,
        place: Place,
        *,
        bullet: Bullet | None = None,
        sections: tuple[tuple[str, str], ...] = (),
        billed: str = "",
    ) -> Statement:
        key = self._keys[place]
        text = self._now.get(place, self._was[place])
        remarks = tuple(self._remarks.get(key, ()))
        wrong = [remark.text for remark in remarks if remark.is_error]
        lead, rest = "", text
        if place.part == "key-point":
            point = read_point(text, ())
            lead, rest = point.lead, point.rest
        return Statement(
            key=key,
            place=place,
            text=text,
            was=self._was[place],
            lead=marked(lead, wrong),
            pieces=marked(rest, wrong),
            edited=place in self._review.reviewed.edited,
            deleted=place in self._review.reviewed.deleted,
            remarks=remarks,
            source=self._source(bullet, remarks) if bullet else None,
            sections=sections,
            billed=billed,
        )

    def _source(self, bullet: Bullet, remarks: tuple[Noted, ...]) -> Source:
        window = self._talk.window(bullet.block)
        found = find_quote(bullet.quote_en, window)
        cited = next((block for block in window if block.number == bullet.block), None)
        at = found.moment if found else cited.start if cited else None
        wrong = [bullet.quote_en] if any(remark.rule == "quote" and remark.stops for remark in remarks) else []
        return Source(
            pieces=marked(bullet.quote_en, wrong),
            at=at,
            block=found.block if found else bullet.block,
            exact=found is not None,
        )
