"""The kinds of seeded error. Each is a function of one clean talk that yields false summaries, all it can make.

A kind is what goes wrong in real summaries, not what the rules happen to look for. Where a false statement cannot be
made by rule, the talk's file has it (`variants`). Nothing here is random but by the talk's name.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from bench.gate import counted
from bench.gate.corpus import CleanTalk, corpus, glossary
from bench.gate.korean import (
    Figure,
    Statement,
    bullet_at,
    figures,
    names,
    put,
    statements,
    with_bullet,
    with_text,
    write,
)
from uploader.models import Place, Section, Summary

Mutation = Callable[[CleanTalk, Random], Iterator[Summary]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error. `file` marks those of the file's text alone; `goal` is false where only a share is told."""

    name: str
    make: Mutation
    goal: bool = True
    needs_quotes: bool = False


def _each(talk: CleanTalk, change: Callable[[Statement], Iterator[str]], *parts: str) -> Iterator[Summary]:
    """Every statement changed in every way that `change` knows, one at a time."""
    for statement in statements(talk.summary, *parts):
        for text in change(statement):
            if text != statement.text:
                yield with_text(talk.summary, statement.place, text)


_CLAIMS = ("key-point", "heading", "bullet")

# ---------------------------------------------------------------- numbers


def _figures(change: Callable[[Figure, Random], str | None]) -> Mutation:
    def make(talk: CleanTalk, random: Random) -> Iterator[Summary]:
        def changed(statement: Statement) -> Iterator[str]:
            for figure in figures(statement.text):
                if not figure.after.startswith("년") and (written := change(figure, random)) is not None:
                    yield put(statement.text, figure, written)

        return _each(talk, changed, *_CLAIMS)

    return make


def _times(factor: str) -> Callable[[Figure, Random], str | None]:
    return lambda figure, _: write(figure.value * Decimal(factor)) if figure.value else None


def _slip(figure: Figure, _: Random) -> str | None:
    for scale, other in (("조", "억"), ("억", "만"), ("만", "억")):
        if scale in figure.text:
            return figure.text.replace(scale, other, 1)
    return None


def _percent(figure: Figure, random: Random) -> str | None:
    if not re.match(r"%(?!p)", figure.after):
        return None
    by = Decimal(random.choice((3, 4, 6, 7, 9, 11, 13)))
    return write(figure.value + by if figure.value < 50 else figure.value - by)


def _digit(figure: Figure, random: Random) -> str | None:
    """One digit read wrongly."""
    if re.match(r"%", figure.after):
        return None
    at = random.choice([at for at, digit in enumerate(figure.text) if digit.isdigit()])
    new = str((int(figure.text[at]) + random.randint(1, 8)) % 10)
    if at == 0 and new == "0":
        new = "9" if figure.text[0] != "9" else "8"
    return figure.text[:at] + new + figure.text[at + 1 :]


_NEVER_SAID = (
    "{n}개 팀이 참여한 시험에서 {t}", "{n}%의 경우에 {t}", "사용자 {n}명을 조사해 {t}", "{n}만 달러를 들여 {t}", "{t}, 전보다 {n}배 빠름",
    "{n}일 동안 시험한 결과 {t}", "{t}, 비용은 {n}% 줄어듦", "{n}GB 메모리에서 {t}",
)  # fmt: skip


def _never_said(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    digits = set(re.findall(r"\d+", f"{' '.join(talk.said)} {talk.title} {talk.description}"))

    def changed(statement: Statement) -> Iterator[str]:
        number = next(n for _ in range(99) if str(n := random.randint(17, 97)) not in digits)
        yield random.choice(_NEVER_SAID).format(n=number, t=statement.text)

    return _each(talk, changed, "key-point", "bullet")


def _units(pairs: Sequence[tuple[str, str]]) -> Mutation:
    def make(talk: CleanTalk, _: Random) -> Iterator[Summary]:
        def changed(statement: Statement) -> Iterator[str]:
            for figure in figures(statement.text):
                for unit, other in pairs:
                    if found := re.match(unit, figure.after):
                        yield statement.text[: figure.end] + other + figure.after[found.end() :]
                        break

        return _each(talk, changed, *_CLAIMS)

    return make


def _words(change: counted.Change) -> Mutation:
    def make(talk: CleanTalk, random: Random) -> Iterator[Summary]:
        return _each(talk, lambda statement: change(statement.text, random), *_CLAIMS)

    return make


_CURRENCIES = (
    (" ?달러", "원"), (" ?센트", "원"), (" ?유로", "달러"), (" ?파운드", "달러"), (" ?크로네", "유로"), (" ?펜스", "센트"),
)  # fmt: skip
_OTHER_CURRENCIES = ((" ?달러", "유로"), (" ?유로", "파운드"), (" ?파운드", "유로"), (" ?센트", "달러"))
_POINTS = (("%p", "%"), ("%(?!p)", "%p"))
_MEASURES = (
    ("분(?![의기])", "시간"), ("시간", "분"), ("밀리초", "초"), ("초", "분"), ("일(?= |간)", "주"), ("주(?= )", "개월"), ("GB", "TB"),
    ("MB", "GB"), ("PB", "TB"), ("TB", "GB"), ("개월", "년"), ("배", "%"), ("kg", "톤"),
)  # fmt: skip
_TIMES = (("배", "%"), ("%(?!p)", "배"))


_BOUNDS = (
    ("{a}{n}{u}", "최대 {n}{u}"), ("{a}{n}{u}", "최소 {n}{u}"), ("{a}{n}{u}", "평균 {n}{u}"), ("{a}{n}{u}", "{n}{u} 이상"),
    ("{a}{n}{u}", "{n}{u} 미만"),
)  # fmt: skip
_UNIT = re.compile(r"(?:%p|%|달러|센트|유로|밀리초|시간|분(?![기의])|초|개월|개|명|건|배|번|회|GB|MB|TB)")


def _bound_invented(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    def changed(statement: Statement) -> Iterator[str]:
        for figure in figures(statement.text):
            unit = _UNIT.match(figure.after)
            around = statement.text[max(0, figure.start - 4) : figure.end + 12]
            if unit is None or re.search(
                r"최대|최소|평균|이상|이하|미만|넘|밑|약 |이내|중앙|못|않|안 |쯤|가량|정도| 반", around
            ):
                continue
            written = random.choice(_BOUNDS)[1].format(n=figure.text, u=unit[0])
            yield statement.text[: figure.start] + written + statement.text[figure.end + unit.end() :]

    return _each(talk, changed, "bullet")


_BOUND_WORD = re.compile(
    r"(?:최대|최소|적어도) (?=\d)(?!\d{4}년)(?!\d+[^ ]{1,3}까지)|(?<=[%p회건명개번초분큰]) ?(?:미만|이하|이상)(?=으|의|로|인|은| )|(?<=[%p]) 밑(?=으로(?!.*[못않]))"
)
"""What limits a number; 적어도 before a year is said of the whole sentence."""


def _bound_lost(talk: CleanTalk, _: Random) -> Iterator[Summary]:
    def changed(statement: Statement) -> Iterator[str]:
        bare = re.sub(r"(?<=%)으로", "로", _BOUND_WORD.sub("", statement.text))
        yield re.sub(r"(?<=[%p회건명개로러])[을를] 넘는", "의", bare)

    return _each(talk, changed, "key-point", "bullet")


# ---------------------------------------------------------------- dates


def _wrong_years(talk: CleanTalk) -> list[int]:
    said = " ".join((*talk.said, talk.title, talk.description))
    now = talk.published.year
    return [year for year in range(now - 8, now + 4) if str(year) not in said and abs(year - now) > 1]


def _invented_year(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    def changed(statement: Statement) -> Iterator[str]:
        if not re.search(r"\d{4}년", statement.text):
            year = random.choice(_wrong_years(talk))
            yield random.choice(("{y}년에 {t}", "{y}년부터 {t}", "{y}년 {m}월 {t}", "{t} ({y}년 기준)")).format(
                y=year, m=random.randint(1, 12), t=statement.text
            )

    return _each(talk, changed, "key-point", "heading", "bullet")


def _changed_year(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    def changed(statement: Statement) -> Iterator[str]:
        for found in re.finditer(r"(?:19|20)\d\d(?=년)", statement.text):
            year = random.choice([year for year in _wrong_years(talk) if str(year) != found[0]])
            yield statement.text[: found.start()] + str(year) + statement.text[found.end() :]

    return _each(talk, changed)


_RELATIVE = re.compile(
    r"지난해(?:\(\d{4}년\))?|작년|지난달|지난 ?(?:봄|여름|가을|겨울)|내년|1년 전|지난 ?(?=\d{1,2}월)|(?<![\d년] )(?<!\d)(?=\d{1,2}월(?! ?\d))"
)


def _relative_absolute(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    def changed(statement: Statement) -> Iterator[str]:
        for found in _RELATIVE.finditer(statement.text):
            year = random.choice(_wrong_years(talk))
            month = f" {random.randint(1, 12)}월" if "달" in found[0] else ""
            space = " " if not found[0] or found[0] == "지난 " else ""
            yield f"{statement.text[: found.start()]}{year}년{month}{space}{statement.text[found.end() :]}"

    return _each(talk, changed, *_CLAIMS)


# ---------------------------------------------------------------- names


def _misspelled(name: str, random: Random) -> str:
    """One or two letters wrong, as an ear or a hand gets them wrong."""
    at = random.randrange(1, len(name) - 1)
    swaps = {
        "a": "e",
        "e": "a",
        "i": "y",
        "o": "u",
        "u": "o",
        "c": "k",
        "k": "c",
        "s": "z",
        "z": "s",
        "t": "d",
        "d": "t",
    }
    letter = swaps.get(name[at], "r" if name[at] != "r" else "l")
    doubled = name[:at] + name[at] + name[at:]
    dropped = name[:at] + name[at + 1 :]
    return random.choice((name[:at] + letter + name[at + 1 :], doubled, dropped))


def _near_miss(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    def changed(statement: Statement) -> Iterator[str]:
        for name in names(statement.text):
            if not name.isupper():
                yield statement.text.replace(name, _misspelled(name, random), 1)

    return _each(talk, changed)


def _known_misspelling(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    def changed(statement: Statement) -> Iterator[str]:
        for match in glossary().spelled(statement.text):
            wrong = [form for form in match.entry.wrong if form not in match.entry.doubtful]
            if match.entry.is_name and wrong:
                form = random.choice(wrong)
                form = form if form[:1].isupper() or not form.isascii() else form.title()
                yield statement.text[: match.start] + form + statement.text[match.end :]

    return _each(talk, changed)


_INVENTED = (
    "Zentrix",
    "Quorvane",
    "Haldimar",
    "Pellucid Labs",
    "Ostrava Systems",
    "Marlowe Finch",
    "Brixtonia",
    "Velmora",
)


def _foreign(choices: Callable[[CleanTalk], Sequence[str]]) -> Mutation:
    def make(talk: CleanTalk, random: Random) -> Iterator[Summary]:
        known = choices(talk)

        def changed(statement: Statement) -> Iterator[str]:
            found = names(statement.text)
            if found:
                yield statement.text.replace(found[-1], random.choice(known), 1)
            elif statement.place.part == "bullet" and random.random() < 0.3:
                yield random.choice(("{n}의 도움으로 {t}", "{n}에서 {t}", "{t}, {n}도 같은 방식을 씀")).format(
                    n=random.choice(known), t=statement.text
                )

        return _each(talk, changed, "key-point", "bullet")

    return make


def _known_names(talk: CleanTalk) -> list[str]:
    """Names of the field that this talk has nowhere, in no spelling."""
    said = " ".join((*talk.said, talk.title, talk.description)).casefold()
    return [
        entry.canonical
        for entry in glossary().entries
        if entry.is_name
        and entry.canonical.isascii()
        and re.fullmatch(r"[A-Z][A-Za-z]{4,}", entry.canonical)
        and not any(form.casefold() in said for form in (*entry.spellings, *entry.wrong))
    ]


_EXPANSIONS = {
    "RAG": ("Random Access Generation", "Retrieval Augmented Graph"),
    "MCP": ("Multi Client Protocol", "Model Control Protocol", "Managed Context Platform"),
    "GPU": ("General Processing Unit", "Graphical Power Unit"),
    "LoRA": ("Low Resource Adaptation", "Long Range Adapter"),
    "MoE": ("Model of Experts", "Mixture of Embeddings"),
    "KV": ("Known Vector", "Kernel Value"),
    "OCR": ("Optical Content Reader", "Open Character Reading"),
    "CLI": ("Central Language Interface", "Client Line Input"),
    "MMLU": ("Massive Multilingual Language Understanding", "Multi Model Language Unit"),
    "GDPR": ("General Data Privacy Rule", "Global Data Protection Regulation"),
    "CPU": ("Core Processing Unit", "Computer Power Unit"),
    "HBM": ("High Bus Memory", "Huge Bandwidth Module"),
    "RAM": ("Rapid Access Memory", "Random Array Memory"),
    "CTO": ("Chief Training Officer", "Chief Tooling Officer"),
    "LLM": ("Large Learning Model", "Long Language Model"),
    "API": ("Application Protocol Interface", "Automated Program Interface"),
    "SLA": ("Service Latency Agreement", "System Level Availability"),
    "SFT": ("Selective Fine Tuning", "Self Feedback Training"),
    "DPO": ("Direct Policy Optimization", "Dual Preference Order"),
    "SDK": ("System Design Kit", "Standard Developer Kit"),
    "NVMe": ("New Volatile Memory", "Network Virtual Memory"),
}


def _expansion(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    def changed(statement: Statement) -> Iterator[str]:
        for acronym, wrong in _EXPANSIONS.items():
            if found := re.search(rf"(?<![A-Za-z]){acronym}(?![A-Za-z])", statement.text):
                text = random.choice(wrong)
                for told in (f"{acronym}({text})", f"{text}({acronym})"):
                    yield statement.text[: found.start()] + told + statement.text[found.end() :]

    return _each(talk, changed)


# ---------------------------------------------------------------- quotes


def _bullets(talk: CleanTalk) -> list[Place]:
    return [each.place for each in statements(talk.summary, "bullet")]


def _foreign_quote(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    others = [bullet for other in corpus() if other is not talk for rows in other.bullets for bullet in rows]
    for place in _bullets(talk):
        bullet = replace(bullet_at(talk.summary, place), quote_en=random.choice(others).quote)
        yield with_bullet(talk.summary, place, bullet)


def _altered_quote(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    """A quote that says more than was said."""
    more = (
        "dramatically",
        "in every case",
        "by a huge margin",
        "according to OpenAI",
        "without any problem",
        "for all users",
    )
    for place in _bullets(talk):
        bullet = bullet_at(talk.summary, place)
        words = bullet.quote_en.split()
        at = random.randrange(2, len(words) - 1)
        words[at:at] = random.choice(more).split()
        yield with_bullet(talk.summary, place, replace(bullet, quote_en=" ".join(words)))


def _moved_quote(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    """The right words, cited where they are not; or another bullet's words and place."""
    last = len(talk.talk.blocks)
    for place in _bullets(talk):
        bullet = bullet_at(talk.summary, place)
        far = [number for number in range(1, last + 1) if abs(number - bullet.block) > 3]
        if far:
            yield with_bullet(talk.summary, place, replace(bullet, block=random.choice(far)))


# ---------------------------------------------------------------- what talks' files have


def _variant(kind: str) -> Mutation:
    def make(talk: CleanTalk, _: Random) -> Iterator[Summary]:
        for section, index, text in talk.variants(kind):
            yield with_text(talk.summary, Place("bullet", section, index), text)

    return make


# ---------------------------------------------------------------- language and form


def _strays(words: Sequence[str]) -> Mutation:
    def make(talk: CleanTalk, random: Random) -> Iterator[Summary]:
        def changed(statement: Statement) -> Iterator[str]:
            parts = statement.text.split(" ")
            at = random.randrange(len(parts))
            yield " ".join([*parts[:at], random.choice(words) + parts[at], *parts[at + 1 :]])
            yield " ".join([*parts[:at], random.choice(words), *parts[at + 1 :]])

        return _each(talk, changed)

    return make


_HAN = ("改善", "性能", "的", "提升", "模型", "並", "大", "效率", "结果", "使用")
_KANA = ("の", "です", "モデル", "する", "データ", "しかし", "カ", "を", "ます", "エージェント")
_OTHER = ("модель", "очень", "α모ж델й", "ที่", "और", "نموذج", "данные")


def _english_bullet(talk: CleanTalk, _: Random) -> Iterator[Summary]:
    return _each(talk, lambda statement: iter((statement.quote[:1].upper() + statement.quote[1:],)), "bullet")


_CHATTER = (
    "(이상 요약입니다)", "요청하신 대로 한국어로 정리했습니다", "다음은 영상의 핵심 요약입니다", "물론입니다! 아래에 요약을 작성했습니다",
    "더 필요하시면 말씀해 주세요", "Here is the summary of the talk in Korean", "추가 설명은 없음", "(계속)", "도움이 되셨기를 바랍니다",
    "자막을 바탕으로 요약해 드리겠습니다", "Sure, here are the bullets", "명사형으로 종결할 것", "Let me know if you need more detail",
    "위 내용은 제공된 자막을 요약한 것입니다", "이 영상의 요약을 마칩니다", "As an AI language model, I summarised the talk",
    "아래 섹션은 지침에 따라 작성함", "글자 수 제한으로 여기서 줄입니다", "나머지 내용은 다음 답변에서 이어서 작성하겠습니다",
    "[여기에 요약을 입력하세요]", "요약문은 다음과 같습니다",
)  # fmt: skip
_ERRORS = (
    "Error: 429 Too Many Requests", "죄송합니다. 이 영상은 요약할 수 없습니다", "I'm sorry, but I can't assist with that request",
    "Request failed for https://api.openai.com returned code 500", "Traceback (most recent call last)", "[object Object]",
    '{"error": {"message": "Rate limit reached", "type": "requests"}}', "자막이 제공되지 않아 요약할 수 없습니다", "undefined", "null",
    "You exceeded your current quota, please check your plan", "Internal Server Error", "HTTP 503 Service Unavailable",
    "I cannot access the video content", "트랜스크립트가 비어 있어 내용을 확인할 수 없습니다", "JSONDecodeError: Expecting value: line 1 column 1",
    "Connection timed out after 30000 ms", "내용을 확인할 수 없어 요약을 제공하지 못합니다", "오류가 발생했습니다. 다시 시도해 주세요", "NaN",
    "API 호출에 실패했습니다", "[No transcript available]", "Unable to retrieve the transcript for this video",
)  # fmt: skip


def _lines(lines: Sequence[str], *, joined: bool) -> Mutation:
    def make(talk: CleanTalk, random: Random) -> Iterator[Summary]:
        def changed(statement: Statement) -> Iterator[str]:
            line = random.choice(lines)
            yield f"{statement.text} {line}" if joined and random.random() < 0.5 else line

        return _each(talk, changed, "key-point", "heading", "bullet")

    return make


_ENDINGS = (("임", "이었음"), ("함", "했음"), ("됨", "되었음"), ("짐", "졌음"), ("듦", "들었음"))


def _duplicate(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    """A bullet told again, in the same words or nearly so, in its own section or another."""
    summary = talk.summary
    for place in _bullets(talk):
        bullet = bullet_at(summary, place)
        text = bullet.ko
        if random.random() < 0.5:
            text = next((text[: -len(old)] + new for old, new in _ENDINGS if text.endswith(old)), f"또한 {text}")
        target = random.choice(summary.sections)
        grown = replace(target, bullets=(*target.bullets, replace(bullet, ko=text)))
        yield replace(summary, sections=tuple(grown if s is target else s for s in summary.sections))


# ---------------------------------------------------------------- whole sections


def _others(talk: CleanTalk) -> list[CleanTalk]:
    return [other for other in corpus() if other is not talk]


def _foreign_section(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    for at, section in enumerate(talk.summary.sections):
        other = random.choice(random.choice(_others(talk)).summary.sections)
        put_in = replace(section, heading=other.heading, bullets=_placed(other, section))
        yield replace(talk.summary, sections=(*talk.summary.sections[:at], put_in, *talk.summary.sections[at + 1 :]))


def _placed(other: Section, here: Section) -> tuple[object, ...]:
    return tuple(replace(bullet, block=min(here.last, here.first + at)) for at, bullet in enumerate(other.bullets))


def _foreign_talk(talk: CleanTalk, random: Random) -> Iterator[Summary]:
    for other in random.sample(_others(talk), 3):
        blocks = len(talk.talk.blocks)
        sections = tuple(
            replace(
                section,
                first=min(section.first, blocks),
                last=min(section.last, blocks),
                bullets=tuple(replace(b, block=min(b.block, blocks)) for b in section.bullets),
            )
            for section in other.summary.sections
        )
        yield replace(other.summary, video_id=talk.video_id, sections=sections)


def _moment_order(talk: CleanTalk, _: Random) -> Iterator[Summary]:
    sections = talk.summary.sections
    for at in range(1, len(sections)):
        earlier = replace(sections[at], start=sections[at - 1].start)
        yield replace(talk.summary, sections=(*sections[:at], earlier, *sections[at + 1 :]))
        swapped = [*sections]
        swapped[at - 1], swapped[at] = swapped[at], swapped[at - 1]
        yield replace(talk.summary, sections=tuple(swapped))
    beyond = replace(sections[-1], start=talk.duration + 30)
    yield replace(talk.summary, sections=(*sections[:-1], beyond))


def _half_missing(talk: CleanTalk, _: Random) -> Iterator[Summary]:
    """Only the first or the last part of the talk is told."""
    sections, tenth = talk.summary.sections, talk.duration / 10
    for kept in (sections[:1], sections[-1:]):
        numbers = {b.block for s in kept for b in s.bullets}
        cited = [talk.talk.blocks[number - 1] for number in numbers]
        told = {int(at / tenth) for block in cited for at in (block.start, block.end - 0.01)}
        if max(told) - min(told) < 5:
            ids = {section.id for section in kept}
            points = tuple(replace(point, sections=tuple(ids)) for point in talk.summary.key_points)
            yield replace(talk.summary, sections=kept, key_points=points)


KINDS: tuple[Kind, ...] = (
    Kind("scale ×10", _figures(_times("10"))),
    Kind("scale ÷10", _figures(_times("0.1"))),
    Kind("만/억 slip", _figures(_slip)),
    Kind("number never said", _never_said),
    Kind("percent changed", _figures(_percent)),
    Kind("digit changed", _figures(_digit)),
    Kind("currency changed", _units(_CURRENCIES)),
    Kind("currency changed for another", _units(_OTHER_CURRENCIES)),
    Kind("배 and %", _units(_TIMES)),
    Kind("one end of a range moved", _words(counted.range_end)),
    Kind("ordinal changed", _words(counted.ordinal)),
    Kind("half, third, quarter changed", _words(counted.part)),
    Kind("number in a word changed", _words(counted.word)),
    Kind("month or day changed", _words(counted.month)),
    Kind("% and %p", _units(_POINTS)),
    Kind("time or size unit changed", _units(_MEASURES)),
    Kind("bound invented", _bound_invented),
    Kind("bound lost", _bound_lost),
    Kind("bound lost with its verb", _words(counted.bound_lost)),
    Kind("bound turned", _words(counted.bound_turned)),
    Kind("negation lost at a number", _variant("negation")),
    Kind("year invented", _invented_year),
    Kind("year changed", _changed_year),
    Kind("relative date made absolute", _relative_absolute),
    Kind("near-miss name", _near_miss),
    Kind("known misspelling", _known_misspelling),
    Kind("foreign name, known", _foreign(_known_names)),
    Kind("foreign name, invented", _foreign(lambda _: _INVENTED)),
    Kind("false expansion", _expansion),
    Kind("foreign quote", _foreign_quote, needs_quotes=True),
    Kind("altered quote", _altered_quote, needs_quotes=True),
    Kind("moved quote", _moved_quote, needs_quotes=True),
    Kind("Han stray", _strays(_HAN)),
    Kind("Kana stray", _strays(_KANA)),
    Kind("other script", _strays(_OTHER)),
    Kind("English bullet", _english_bullet),
    Kind("chatter", _lines(_CHATTER, joined=True)),
    Kind("error text", _lines(_ERRORS, joined=False)),
    Kind("duplicate", _duplicate),
    Kind("section of another talk", _foreign_section),
    Kind("whole other talk", _foreign_talk),
    Kind("moment out of order", _moment_order),
    Kind("half the talk missing", _half_missing),
    Kind("polarity flipped", _variant("flip"), goal=False),
    Kind("subject and object swapped", _variant("swap"), goal=False),
)
