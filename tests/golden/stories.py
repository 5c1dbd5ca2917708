"""Summaries written by hand, whose posts are the golden files beside this one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from uploader.ids import parse_video_id
from uploader.models import Bullet, Details, KeyPoint, Kind, Section, Summary
from uploader.post.formats import Format
from uploader.post.style import Style

HERE = Path(__file__).parent
NOW = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)
MADE = datetime(2025, 8, 31, 9, 5, 7, 42_999, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """A summary with what is needed to render it."""

    summary: Summary
    details: Details
    style: Style = field(default_factory=Style)

    @property
    def file_name(self) -> str:
        video_id = self.summary.video_id
        return f"yt-{video_id}.md" if video_id.startswith("_") else f"{video_id}.md"

    @property
    def texts(self) -> tuple[str, ...]:
        """All that the post must show, without what `render` takes off its end."""
        summary = self.summary
        points = (point.text for point in summary.key_points)
        sections = (text for part in summary.sections for text in (part.heading, *(b.ko for b in part.bullets)))
        return tuple(text.removesuffix(".") for text in (summary.title, *points, *sections))

    @property
    def golden(self) -> str:
        return (HERE / self.file_name).read_bytes().decode()

    def named(self, kind: Format) -> str:
        """The file's name in a blog of that generator."""
        if kind != "jekyll":
            return self.file_name
        uploaded = self.details.published if self.style.dated == "uploaded" else None
        return f"{uploaded or MADE:%Y-%m-%d}-{self.summary.video_id}.md"

    def golden_of(self, kind: Format) -> str:
        """The post as that generator's blog has it."""
        return self.golden if kind == "astropaper" else (HERE / kind / self.named(kind)).read_bytes().decode()

    def style_of(self, kind: Format) -> Style:
        return replace(self.style, format=kind)


def _section(number: int, start: float, heading: str, *bullets: str) -> Section:
    made = tuple(Bullet(text, "made up for this test", number) for text in bullets)
    return Section(f"s{number}", number, number, start, heading, made)


def _point(lead: str, rest: str) -> KeyPoint:
    return KeyPoint(lead, rest, ("s1",))


def _normal() -> Story:
    video_id = parse_video_id("Qm7-Baker_9")
    points = (
        _point(
            "Harbor Grid의 Mina Park", "은 배포 절차를 반으로 줄여 장애 복구 시간을 14분에서 6분으로 낮췄다고 발표함."
        ),
        _point("재시도 대기열", "은 실패한 작업을 잃지 않고 순서대로 다시 처리함"),
        _point("작은 모델", "을 먼저 쓰고 답이 불확실할 때만 큰 모델로 넘김"),
        _point("비용", "은 요청 1,000건당 3달러에서 1달러로 줄었음"),
        _point("한계", "는 표와 그림이 많은 문서에서 아직 사람이 확인해야 한다는 점"),
    )
    sections = (
        _section(
            1,
            0.0,
            "배포 절차를 반으로 줄이자 복구가 빨라짐",
            "배포 단계 12개를 6개로 줄임",
            "복구 시간이 14분에서 6분으로 감소.",
            "야간 배포는 여전히 금지",
        ),
        _section(
            2,
            305.4,
            "실패한 작업은 대기열에 남아 다시 처리됨",
            "실패 원인을 함께 기록해 두 번째 시도에서 사용",
            "다섯 번 실패하면 사람에게 알림",
        ),
        _section(
            3,
            3750.9,
            "작은 모델을 먼저 쓰면 비용이 3분의 1로 줄어듦",
            "요청 1,000건당 비용이 3달러에서 1달러로 감소",
            "큰 모델로 넘기는 비율은 8%",
        ),
    )
    title = "Half the Steps, Twice the Sleep — Mina Park, Harbor Grid"
    summary = Summary(video_id, "단계는 반으로, 잠은 두 배로", points, sections)
    return Story(summary, Details(video_id, title, "AI Engineer", duration=4100.0))


def _short() -> Story:
    video_id = parse_video_id("12_345_67_9")
    points = (
        _point("프롬프트 한 줄", "로 답변 길이를 제한하는 방법 소개"),
        _point("예시 두 개", "를 덧붙이면 형식 오류가 줄어듦"),
    )
    sections = (
        _section(1, 1.2, "예시 두 개가 긴 규칙보다 나음", "긴 규칙 목록 대신 예시 두 개 사용", "형식 오류 감소"),
    )
    summary = Summary(video_id, "예시가 규칙을 이긴다", points, sections)
    details = Details(
        video_id, "Examples > Rules", "AI Engineer", duration=58.0, kind=Kind.SHORT, thumbnail="hqdefault"
    )
    return Story(summary, details)


def _nasty() -> Story:
    video_id = parse_video_id("_1e23-__x_y")
    points = (
        _point("단어(word)", "는 10~20%에서 80~90%로 올랐다고 함"),
        _point("제네릭 <T>", "와 <answer> 태그를 그대로 말함"),
        _point("🚀 로켓🚀", "은 이름에 그림 문자를 씀"),
        _point("# 해시", "로 시작하는 항목과 1. 번호"),
        _point("AT&T의 snake_case", "와 2 * 3 표기, &amp; 기호"),
    )
    sections = (
        _section(
            1,
            59.999,
            "- 줄표와 해시로 시작하고 끝나는 제목 #",
            "- 줄표",
            "1. 첫째 C:\\tmp\\*",
            "> 인용 [1](링크) 표기",
            "| a | b |",
        ),
        _section(2, 3600.0, "1. 번호로 시작함", "__init__ 함수와 dunder 이름", "---", "끝에 백슬래시 \\"),
    )
    title = 'He said "yes": C:\\new – <T> [live]\u00a0~50%~ 🔴 `x`_y_ *z*'
    summary = Summary(video_id, "<별> *표*와 10~20%", points, sections)
    style = Style(author="yes", tags=("AI", "1.0", "C#: 이야기"), featured=False, separators=False, thumbnail_width=480)
    return Story(summary, Details(video_id, title, "R&D [AI] *Channel*", duration=4000.0), style)


def _old() -> Story:
    video_id = parse_video_id("1e234567890")
    points = tuple(_point(f"요점 {word}", "에 대한 설명") for word in ("하나", "둘", "셋", "넷", "다섯"))
    sections = (_section(1, 5.0, "한 구간으로 충분함", "첫 항목", "둘째 항목"),)
    summary = Summary(video_id, "오래된 영상", points, sections)
    uploaded = datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)
    style = Style(dated="uploaded", moments=False, bold_leads=False, thumbnail="hqdefault")
    return Story(summary, Details(video_id, "Old", "AI Engineer", published=uploaded, duration=600.0), style)


def _acting() -> Story:
    """Said in a talk about site generators; each of these acts in Hugo or Jekyll where it is left as it is."""
    video_id = parse_video_id("-Liquid_0-x")
    points = (
        _point("Hugo의 {{< figure >}}", "와 {{% notice %}}는 본문보다 먼저 실행됨"),
        _point("{% include x.html %}", "와 {{ site.title }}도 Jekyll에서 먼저 실행됨"),
        _point("{% endraw %}", "는 감싼 글을 끝냄 {{"),
        _point("속성 {: onclick=x}", "와 {::nomarkdown} 표기, $$x$$ 수식"),
        _point("^", " 한 글자, a | b 표, --help 옵션과 >> 기호"),
    )
    sections = (
        _section(
            1,
            0.0,
            "제목 끝의 속성은 꾸밈이 됨 {#id .x onclick=y}",
            "{{< figure src=x >}}",
            "{% raw %}",
            "요약을 끊는 <!--more--> 표기",
            "^",
            "이름 칸에 {% 만 남음",
        ),
        _section(2, 61.0, "{{", "{", "| a | b |", "C:\\tmp\\{{x}} 경로"),
    )
    title = "{{< youtube >}} & {% include %}: why {{ page.title }} broke --build | Liquid"
    summary = Summary(video_id, "{{ 제목 }}과 {% 꼬리표 %}", points, sections)
    return Story(summary, Details(video_id, title, "{{ Site }} {% Builders %}", duration=900.0))


STORIES: Mapping[str, Story] = {
    "normal": _normal(),
    "short": _short(),
    "nasty": _nasty(),
    "old": _old(),
    "acting": _acting(),
}
