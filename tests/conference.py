"""A stream of our own: a host, three talks, a clip played twice, a long break; and a model that reads only requests.

Three hours and ten minutes, spoken slowly, so that it stays small: the words are as few as a usable transcript may
have. Every talk says twelve facts, evenly spread, among sentences that say nothing.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from uploader.ids import VideoId, parse_video_id
from uploader.models import Answer, Cue, Details, Request, Transcript, Usage

VIDEO = parse_video_id("strEam00001")
HOST = "Welcome back everybody, the coffee is upstairs and the rooms are down the hall."
CLIP = (
    "Have you ever lost a parcel between two warehouses? Our little company paints every parcel in a different color "
    "so that a camera under the belt can follow it home. Come and see the purple belt at our booth beside the stairs, "
    "and bring a parcel of your own that nobody else has been able to find again this year."
)


@dataclass(frozen=True)
class Told:
    """One talk: how it is introduced, opened and named, and its facts, English and Korean."""

    name: str
    introduced: str
    opened: str
    facts: tuple[tuple[str, str], ...]
    topic: tuple[str, ...]


def _facts(
    english: tuple[str, ...], korean: tuple[str, ...], numbers: tuple[tuple[int, int], ...]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one.format(*pair), other.format(*pair))
        for pair in numbers
        for one, other in zip(english, korean, strict=True)
    )  # fmt: skip


TALKS = (
    Told(
        "Warehouses That Count Themselves — Mina Park, Larkspur",
        "Please welcome to the stage Mina Park of Larkspur. Mina Park builds the warehouses at Larkspur.",
        "Hi everyone, I'm Mina and I count boxes for a living.",
        _facts(
            ("the new scheduler moved {0} carts and it took {1} minutes in the evening",
             "we lost {0} labels in the rain and found {1} of them behind the gate"),
            ("새 스케줄러가 저녁에 수레 {0}대를 옮기는 데 {1}분이 걸렸음",
             "비 때문에 라벨 {0}장을 잃었고 그중 {1}장을 문 뒤에서 찾아냈음"),
            ((412, 37), (655, 52), (233, 18), (871, 64), (149, 29), (538, 43)),
        ),
        ("shelf", "cart", "label", "gate", "ladder", "pallet"),
    ),
    Told(
        "Rivers in the Database — Jon Ito, Saltmarsh",
        "Our next speaker is Jon Ito from Saltmarsh. Give it up for Jon Ito of Saltmarsh.",
        "Thank you. Hello everyone, it is about water today.",
        _facts(
            ("the gauge at the bridge sends {0} readings an hour and drops {1} of them",
             "we asked {0} fishermen about the flood and only {1} of them believed the map"),
            ("다리의 수위계는 한 시간에 측정값 {0}개를 보내고 그중 {1}개를 잃어버림",
             "어부 {0}명에게 홍수에 대해 물었지만 지도를 믿은 사람은 {1}명뿐이었음"),
            ((361, 14), (724, 33), (118, 26), (947, 71), (283, 45), (566, 57)),
        ),
        ("river", "gauge", "bridge", "delta", "current", "meadow"),
    ),
    Told(
        "Telling Bakers the Truth — Ana Ruiz, Crumb",
        "And now to the stage, Ana Ruiz of Crumb. Ana Ruiz baked at Crumb before she wrote code.",
        "Good afternoon everyone, who of you has ever burned a loaf?",
        _facts(
            ("our oven model was wrong about {0} loaves and right about {1} rolls on the first day",
             "it costs {0} coins to retrain and saves {1} coins of flour each month"),
            ("오븐 모델은 첫날 빵 {0}개에서 틀렸고 롤 {1}개에서 맞았음",
             "다시 학습하는 데 동전 {0}개가 들고 매달 밀가루값 동전 {1}개를 아낌"),
            ((317, 82), (439, 96), (258, 61), (683, 47), (192, 58), (829, 73)),
        ),
        ("oven", "flour", "loaf", "crust", "yeast", "window"),
    ),
)  # fmt: skip

_WHO = [
    "a friend",
    "the night shift",
    "my old teacher",
    "nobody",
    "an engineer",
    "the neighbour",
    "somebody upstairs",
    "a visitor",
]
_DOES = [
    "asked about",
    "painted",
    "forgot",
    "measured",
    "borrowed",
    "drew",
    "defended",
    "counted",
    "described",
    "moved",
    "sold",
    "hid",
    "repaired",
    "weighed",
    "photographed",
    "mentioned",
    "bought",
    "folded",
    "carried",
    "found",
    "stacked",
    "washed",
    "opened",
    "followed",
    "missed",
]
_HOW = [
    "green",
    "quiet",
    "broken",
    "wooden",
    "early",
    "narrow",
    "salty",
    "borrowed",
    "round",
    "empty",
    "patient",
    "heavy",
    "blue",
    "crooked",
    "tiny",
    "warm",
    "rusty",
    "polite",
    "double",
    "late",
    "open",
    "hollow",
    "yellow",
    "famous",
    "silent",
    "second",
    "pale",
    "spare",
    "soft",
    "loud",
]
_WHEN = [
    "before lunch",
    "on the way home",
    "without a word",
    "with great care",
    "behind the curtain",
    "during the storm",
    "twice over",
    "after the rain",
    "in a hurry",
    "for no reason",
    "under the stairs",
    "by candlelight",
    "near midnight",
    "one by one",
    "again and again",
]


def _idle(topic: tuple[str, ...], dice: Random) -> str:
    """A sentence about nothing."""
    one, other = dice.sample(topic, 2)
    how, like = dice.sample(_HOW, 2)
    return f"Then {dice.choice(_WHO)} {dice.choice(_DOES)} the {how} {one} and the {like} {other} {dice.choice(_WHEN)}."


def _talk(told: Told, seed: int) -> Iterator[str]:
    dice = Random(seed)
    yield told.opened
    for fact, _ in told.facts:
        yield from (_idle(told.topic, dice) for _ in range(6))
        yield f"So {fact}."
        yield _idle(told.topic, dice)
    yield "That is all from me, thank you so much."


def spoken() -> list[str]:
    """The stream's sentences in order; the clip is broken off the first time."""
    said = [HOST]
    for number, told in enumerate(TALKS):
        said += [told.introduced, *_talk(told, number)]
        if number == 0:
            said += [*CLIP.split("? ")[:1], "Our little company paints every parcel in a different color so that a"]
        if number == 1:
            said += ["Now we have a long break, please enjoy the coffee.", *["Heat."] * 12, CLIP, HOST]
    return [*said, "Thank you all for coming, see you next year at the river."]


def stream(seconds: float = 3 * 3600 + 600) -> tuple[Details, Transcript]:
    """Details and captions, the sentences evenly spread over so many seconds."""
    said = spoken()
    words = sum(len(each.split()) for each in said)
    cues, at = [], 0.0
    for each in said:
        length = seconds * len(each.split()) / words
        cues.append(Cue(at, length, each))
        at += length
    details = Details(
        VIDEO, "Small Things Conference, Day 1", "Small Things", duration=seconds,
        description="Warehouses, rivers and bakers: Mina Park, Jon Ito and Ana Ruiz about boxes, water and bread.",
    )  # fmt: skip
    return details, Transcript(VIDEO, "en", auto_generated=True, source="file", cues=tuple(cues))


_BLOCK = re.compile(r"^\[b(\d+) [\d:]+\] (.*)$", re.MULTILINE)


@dataclass
class Reader:
    """A model that sees only what it is sent, and knows Korean for the facts."""

    asked: list[Request] = field(default_factory=list)
    name: str = "reader"

    def key(self, request: Request, draft: int) -> str:
        return repr((draft, request.messages, request.schema_name))

    def at_most(self, request: Request) -> Decimal:  # noqa: ARG002 - the protocol's
        return Decimal(0)

    def cost(self, usage: Usage) -> Decimal:  # noqa: ARG002 - as above
        return Decimal(0)

    def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        user = request.messages[1].content
        answer = {"outline": _outline, "section": _section, "merge": _merge}[request.schema_name](user)
        return Answer(json.dumps(answer, ensure_ascii=False), self.name, Usage(len(user) // 4, 100), "stop")


def _outline(user: str) -> dict[str, object]:
    captions = user[user.index("<captions>") :]
    blocks = [(int(number), text) for number, text in _BLOCK.findall(captions)]
    rows: list[dict[str, object]] = []

    def start(number: int, part: str, talk: str, words: str) -> None:
        rows.append(
            {"id": f"s{len(rows) + 1}", "start": f"b{number}", "starts_with": words, "title": part, "speakers": [],
             "part": part, "talk": talk, "end": ""}
        )  # fmt: skip

    current, since = "(continued)", 0
    for number, text in blocks:
        opening = next((told for told in TALKS if told.introduced[:30] in text), None)
        if opening:
            current, since = opening.name, number
            start(number, "talk", current, opening.introduced[:30])
        elif "Have you ever lost a parcel" in text:
            start(number, "replay", "A Parcel's Way", "Have you ever lost a parcel between")
        elif "we have a long break" in text:
            start(number, "break", "", "Now we have a long break")
        elif HOST[:20] in text:
            start(number, "host", "", HOST[:30])
        elif not rows:
            since = number
            start(number, "talk", "(continued)", "")
        elif number - since >= 13 and blocks[-1][0] - number >= 9 and rows[-1]["part"] == "talk":
            since = number
            start(number, "talk", current, "")
    ends = [int(str(row["start"])[1:]) - 1 for row in rows[1:]] + [blocks[-1][0]]
    rows[0]["start"] = f"b{blocks[0][0]}"
    for row, end in zip(rows, ends, strict=True):
        row["end"] = f"b{max(end, int(str(row['start'])[1:]))}"
    return {"sections": rows, "names": [], "misheard": []}


def _section(user: str) -> dict[str, object]:
    inside = _BLOCK.findall(user[user.index("<section>") : user.index("</section>")])
    said, starts = "", []
    for number, text in inside:
        starts.append((len(said), number))
        said += f"{text} "
    own = len(said)
    said += " ".join(text for _, text in _BLOCK.findall(user[user.index("<after>") :]))
    bullets = [
        {"block": f"b{[number for at, number in starts if at <= said.index(fact)][-1]}", "quote_en": fact, "ko": korean}
        for told in TALKS
        for fact, korean in told.facts
        if 0 <= said.find(fact) < own
    ]
    heading = str(bullets[0]["ko"])[:40] if bullets else ""
    return {"bullets": bullets[:8], "heading": heading, "names": [], "numbers": [], "unclear": []}


def _merge(user: str) -> dict[str, object]:
    section, bullets = "", []
    for line in user.splitlines():
        if opened := re.match(r"\[(s\d+)\] ", line):
            section = opened[1]
        elif line.startswith("- "):
            bullets.append((section, line[2:]))
    chosen = bullets[:: max(1, len(bullets) // 8)][:12]
    points = [
        {"lead": ko.split(" ")[0], "rest": ko[len(ko.split(" ")[0]) :], "sections": [name]} for name, ko in chosen
    ]
    return {"key_points": points, "title": "수레와 라벨을 스스로 세는 창고"}


def talk_of(told: Told, video: VideoId, seconds: float = 600.0) -> tuple[Details, list[Cue]]:
    """One of the talks as a video of its own, spoken at a talk's pace."""
    said = [told.introduced, *_talk(told, 7)]
    words = sum(len(each.split()) for each in said)
    cues, at = [], 0.0
    for each in said:
        length = seconds * len(each.split()) / words
        cues.append(Cue(at, length, each))
        at += length
    details = Details(video, told.name, "Small Things", description="About boxes, carts and labels.", duration=seconds)
    return details, cues
