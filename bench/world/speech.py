"""Talks by seed: sections with seven facts each, among sentences that say nothing.

Spoken at 165 words a minute, as the talks in SUMMARY.md are. Each fact is told by a template of which the model knows
the Korean; its figures make it the only one of its kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle
from random import Random

from uploader.demo.emulator import EmulatedTrack, EmulatedVideo
from uploader.ids import VideoId
from uploader.models import Cue, Kind

WORDS_A_SECOND = 2.75
FACTS_A_SECTION = 7
CUE_WORDS = 8

FACTS = (
    ("the new scheduler moved {a} carts of {x} and it took {b} minutes in the evening before the doors were closed",
     "새 스케줄러가 문을 닫기 전 저녁에 {x} 수레 {a}대를 옮기는 데 {b}분이 걸렸음",
     "{x} 수레 {a}대를 저녁에 옮김"),
    ("we lost {a} labels of {x} in the rain and found {b} of them behind the gate when the sun came out",
     "비 때문에 {x} 라벨 {a}장을 잃었고 해가 나오자 그중 {b}장을 문 뒤에서 찾아냈음",
     "{x} 라벨 {a}장을 비에 잃음"),
    ("the gauge at the bridge sends {a} readings of {x} an hour and drops {b} of them when the wind turns",
     "다리의 {x} 수위계는 한 시간에 측정값 {a}개를 보내고 바람이 바뀌면 그중 {b}개를 잃어버림",
     "{x} 수위계가 측정값 {a}개를 보냄"),
    ("we asked {a} fishermen for {x} after the flood and {b} of them believed the map that we had drawn",
     "홍수 뒤에 어부 {a}명에게 {x} 이야기를 물었고 그중 {b}명이 우리가 그린 지도를 믿었음",
     "어부 {a}명에게 {x} 이야기를 물음"),
    ("our oven model was wrong with {a} loaves of {x} and right with {b} rolls on the day of the opening",
     "오븐 모델은 문을 연 날 {x} 빵 {a}개에서 틀렸고 롤 {b}개에서 맞았음",
     "{x} 빵 {a}개에서 모델이 틀림"),
    ("it costs {a} coins to retrain the model for {x} and it saves {b} coins of flour each month in the bakery",
     "{x}에 맞춰 모델을 다시 학습하는 데 동전 {a}개가 들고 빵집에서 매달 밀가루값 동전 {b}개를 아낌",
     "{x}에 맞춘 학습에 동전 {a}개가 듦"),
    ("the night train carried {a} crates of {x} over the hills and {b} of them were opened by the guards",
     "야간열차가 {x} 상자 {a}개를 언덕 너머로 실어 날랐고 그중 {b}개를 경비원이 열어 봄",
     "야간열차가 {x} 상자 {a}개를 나름"),
    ("the old printer made {a} pages on {x} in a week and {b} of them came out with a stain in the corner",
     "낡은 인쇄기가 한 주에 {x} 자료 {a}쪽을 찍었고 그중 {b}쪽은 구석에 얼룩이 진 채 나옴",
     "인쇄기가 {x} 자료 {a}쪽을 찍음"),
)  # fmt: skip
TOPICS = (
    ("shelves", "선반"), ("ladders", "사다리"), ("pallets", "팔레트"), ("rivers", "강물"), ("meadows", "초원"),
    ("crusts", "빵껍질"), ("yeast", "효모"), ("windows", "창문"), ("lanterns", "등불"), ("boats", "나룻배"),
    ("maps", "지도"), ("clocks", "시계"), ("barrels", "나무통"), ("ropes", "밧줄"), ("kites", "연날개"),
    ("stones", "돌멩이"), ("gardens", "정원"), ("chimneys", "굴뚝"), ("blankets", "담요"), ("bottles", "유리병"),
    ("candles", "양초"), ("feathers", "깃털"), ("baskets", "바구니"), ("hinges", "경첩"),
)  # fmt: skip
COMPANIES = (
    "Larkspur", "Saltmarsh", "Crumbfield", "Tidewell", "Fernhollow", "Brightkiln", "Oatmere", "Willowgate",
    "Stonequay", "Marrowby", "Duskwater", "Hazelrig", "Pinemoor", "Cobblewick",
)  # fmt: skip
_FIRST = ("Mina", "Jon", "Ana", "Theo", "Ruth", "Ivo", "Sana", "Carl", "Edith", "Omar", "Lena", "Hugo", "Nadia")
_LAST = ("Park", "Ito", "Ruiz", "Kovac", "Adeyemi", "Lindqvist", "Marsh", "Okafor", "Brandt", "Sato", "Vega", "Quill")
_WHO = ("a friend", "the night shift", "my old teacher", "nobody", "an engineer", "the neighbour", "a visitor", "we")
_DOES = tuple(
    "asked about|painted|forgot|measured|borrowed|drew|defended|counted|described|moved|sold|hid|repaired|weighed|"
    "photographed|mentioned|bought|folded|carried|found|stacked|washed|opened|followed|missed".split("|")
)
_HOW = tuple(
    "green quiet broken wooden early narrow salty round empty patient heavy blue crooked tiny warm rusty polite late open "
    "hollow yellow famous silent pale spare soft loud muddy golden steep frozen gentle hungry lucky purple dusty bright "
    "shallow clever sleepy brittle copper floating striped velvet humble noisy ancient curly sturdy tangled".split()
)
_THINGS = tuple(
    "anchor apron arrow attic awning badge balcony banjo basin beacon bellows bench bicycle blossom bonnet bridle brooch "
    "bucket buckle butcher cabin cactus camel canoe canvas carpet carriage cellar cello chalk cherry chisel cider cloak "
    "clover cobbler collar comb compass copper coral cottage cradle crayon cricket crown curtain cushion dagger daisy "
    "dresser drum dungeon eagle easel elbow ember engine envelope falcon fiddle finch flagpole flute forge fountain fox "
    "galley garlic glove goose granite gravel hammer hammock harbor harp hatchet hedge helmet heron hive honey hood "
    "inkwell island ivory jacket jar jewel jug kettle kitchen knight lace lagoon lantern lemon lever library lizard locket "
    "loom magnet mantle marble meadow melon mill mirror mitten monk mosaic moss mule napkin needle nest nettle oar olive "
    "onion orchard organ otter owl paddle palace parrot pasture peach pebble pepper piano pillow pine pirate plum pocket "
    "pond porch potter prairie pulley puppet quarry quilt raft rake raven reef ribbon robin rocket saddle sail salmon "
    "sandal satchel saucer scarf shutter sickle sleigh slipper sparrow spoon squirrel stable statue stove stream swan "
    "tailor tavern teapot temple thimble thistle throne tile toad tower trumpet tulip tunnel turnip turtle umbrella valley "
    "vase velvet violin wagon walnut walrus weaver wharf wheel whistle willow winter wizard wolf wreath yarn".split()
)
_WHEN = tuple(
    "before lunch|on the way home|without a word|with great care|behind the curtain|during the storm|after the rain|in "
    "a hurry|for no reason|under the stairs|by candlelight|near midnight|again and again".split("|")
)
OPENING = "Okay, so let us look at the {how} {x} now."
OPENED = re.compile(rf"Okay, so let us look at the (?:{'|'.join(_HOW)}) (?:{'|'.join(x for x, _ in TOPICS)}) now\.")
WELCOME = "Please welcome to the stage {speaker} of {company}."
WELCOMED = re.compile(r"Please welcome to the stage ([A-Z]\w+ [A-Z]\w+) of ([A-Z]\w+)\.")
HOST = "Welcome back everybody, the coffee is upstairs and the rooms are down the hall."


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said in a video, and what its page says."""

    title: str
    description: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many are spoken."""
        return sum(len(each.split()) for each in self.sentences)

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self.words / WORDS_A_SECOND

    def cues(self) -> tuple[Cue, ...]:
        """As captions of eight words."""
        said = " ".join(self.sentences).split()
        parts = (said[at : at + CUE_WORDS] for at in range(0, len(said), CUE_WORDS))
        length = CUE_WORDS / WORDS_A_SECOND
        return tuple(
            Cue(round(place * length, 2), round(len(part) / WORDS_A_SECOND, 2), " ".join(part))
            for place, part in enumerate(parts)
        )

    def video(self, video_id: VideoId, published: datetime, kind: Kind = Kind.VIDEO) -> EmulatedVideo:
        """On YouTube."""
        return EmulatedVideo(
            video_id, self.title, published, duration=int(self.seconds), tracks=(EmulatedTrack(self.cues()),),
            kind=kind, description=self.description,
        )  # fmt: skip


def talk(seed: int, minutes: float, section_minutes: float = 2.2) -> Speech:
    """One talk of about so many minutes."""
    chance = Random(seed)
    speaker, company = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}", chance.choice(COMPANIES)
    sections = max(1, round(minutes / section_minutes))
    topics = [TOPICS[place % len(TOPICS)] for place in chance.sample(range(max(len(TOPICS), sections)), sections)]
    sentences = tuple(_spoken(chance, _figures(chance), topics, minutes / sections))
    about = ", ".join(dict.fromkeys(x for x, _ in topics))
    description = f"{speaker} of {company} on {about}. With {', '.join(COMPANIES)}."
    return Speech(f"Counting {about.split(', ')[0].title()} at Night — {speaker}, {company}", description, sentences)


def stream(seed: int, hours: float, talk_minutes: float = 20.0, section_minutes: float = 9.0) -> Speech:
    """A recording in which talk follows talk, each after a host's welcome."""
    chance = Random(seed)
    talks = round(hours * 60 / talk_minutes)
    who = chance.sample([f"{first} {last}" for first in _FIRST for last in _LAST], talks)
    figures, sentences = _figures(chance), list[str]()
    for place, speaker in enumerate(who):
        company = COMPANIES[place % len(COMPANIES)]
        topics = chance.sample(TOPICS, max(1, round(talk_minutes / section_minutes)))
        sentences += [WELCOME.format(speaker=speaker, company=company), "Hi everyone, it is good to be here."]
        sentences += _spoken(chance, figures, topics, talk_minutes / len(topics), opened=False)
        sentences += ["That is all from me, thank you so much.", HOST]
    names = ", ".join(f"{speaker} of {COMPANIES[place % len(COMPANIES)]}" for place, speaker in enumerate(who))
    return Speech("Small Things Conference, Day 1", f"Shelves, rivers and bread: {names}.", tuple(sentences))


def _spoken(
    chance: Random, figures: Iterator[int], topics: list[tuple[str, str]], minutes: float, *, opened: bool = True
) -> Iterator[str]:
    """Sections of so many minutes; the first needs no opening where somebody has just been welcomed."""
    for place, (topic, _) in enumerate(topics):
        if place or opened:
            yield OPENING.format(how=chance.choice(_HOW), x=topic)
        facts = chance.sample(FACTS, FACTS_A_SECTION)
        told = [english.format(x=topic, a=next(figures), b=chance.randrange(13, 98)) for english, *_ in facts]
        room = minutes * 60 * WORDS_A_SECOND - sum(len(each.split()) for each in told) - 10
        for fact in told:
            said = 0
            while said + 11 < room / len(told):
                idle = _idle(topic, chance)
                said += len(idle.split())
                yield idle
            yield f"So {fact}."


def _figures(chance: Random) -> Iterator[int]:
    """Figures that tell one fact from every other of the video."""
    return cycle(chance.sample(range(113, 990), 877))


def _idle(topic: str, chance: Random) -> str:
    """A sentence about nothing."""
    hows, things = chance.sample(_HOW, 3), chance.sample(_THINGS, 3)
    begin = f"{chance.choice(_WHO).capitalize()} {chance.choice(_DOES)} {hows[0]} {topic} and the {hows[1]} {things[0]}"
    begin += f" of {hows[2]} {things[1]} {chance.choice(_WHEN)} with {things[2]}"
    who = f" and {chance.choice(COMPANIES)} heard about it" if chance.random() < 0.08 else ""
    return f"{begin}{who}."
