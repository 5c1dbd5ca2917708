"""A small talk of our own, a careful summary of it."""

import pytest

from tests.gate.world import World
from uploader.facts.glossary import SHIPPED, Glossary, read_glossary
from uploader.gate.claims import Evidence
from uploader.ids import parse_video_id
from uploader.models import Block, Bullet, Details, KeyPoint, Section, Summary, Talk

VIDEO = parse_video_id("gAtE_rOom01")

SPOKEN = (
    "Hello everyone, I am Mirela Okonjo and I run the retrieval team at Fennwick. Today I show how we cut the bill.",
    "Two years of logs told us that most questions are asked again and again by the same people in the same week.",
    "So we put a semantic cache in front of Claude Code, and the uh the cache answers forty percent of the questions.",
    "The cache is not free. A wrong hit is worse than a miss, because nobody checks an answer that came at once.",
    "We tried cloud code with Quen as a fallback, and the small model was fine for everything but planning.",
    "Planning needs the large model. We measured that on SWE-bench and the gap was not even close for us.",
    "Then came the ranking. We use a reranker from Orvane, and Orvane gives us a score that we can trust.",
    "A threshold on that score decides what the agent sees, and everything below it is simply thrown away.",
    "Model Context Protocol is how the agent reaches the ranking service, so any other agent may use it as well.",
    "The limits are plain. We do not know how this behaves with ten times the traffic, and we have no evals for voice.",
    "If you start today, log every question first. You cannot cache what you have never looked at before.",
    "Thank you, the code is on GitHub and I am here all day for your questions about caches and rankings.",
)


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    return read_glossary(SHIPPED.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def talk() -> Talk:
    blocks = tuple(
        Block(number, 60.0 * (number - 1), 60.0 * number, text, ((0, 60.0 * (number - 1)),))
        for number, text in enumerate(SPOKEN, 1)
    )
    details = Details(
        VIDEO,
        "Cut the Bill with a Semantic Cache — Mirela Okonjo, Fennwick",
        "AI Engineer",
        description="How a retrieval team saves calls.",
        duration=720.0,
    )
    return Talk(details, "en", auto_generated=True, duration=720.0, blocks=blocks)


@pytest.fixture(scope="session")
def evidence(talk: Talk, glossary: Glossary) -> Evidence:
    return Evidence(talk.details, glossary, talk)


@pytest.fixture(scope="session")
def summary() -> Summary:
    """As a careful writer makes it: nothing in it is wrong."""
    sections = (
        Section(
            "s1", 1, 4, 0.0, "시맨틱 캐시가 질문의 40%를 대신 답함",
            (
                Bullet("Fennwick의 Mirela Okonjo가 검색 팀에서 호출 비용을 줄인 과정을 공개함",
                       "I am Mirela Okonjo and I run the retrieval team at Fennwick", 1),
                Bullet("같은 사람들이 같은 주에 같은 질문을 되풀이한다는 사실을 로그에서 확인함",
                       "most questions are asked again and again by the same people in the same week", 2),
                Bullet("Claude Code 앞에 둔 시맨틱 캐시가 질문의 40%에 답함",
                       "the cache answers forty percent of the questions", 3),
                Bullet("잘못된 캐시 적중은 아무도 검토하지 않으므로 미스보다 해로움",
                       "A wrong hit is worse than a miss, because nobody checks an answer", 4),
            ),
        ),
        Section(
            "s2", 5, 8, 240.0, "계획에는 대형 모델이, 나머지에는 소형 모델이 맞음",
            (
                Bullet("대체 모델로 쓴 Qwen은 계획을 뺀 모든 작업에서 충분했음",
                       "the small model was fine for everything but planning", 5),
                Bullet("SWE-bench로 재어 보니 계획에서는 대형 모델과의 차이가 컸음",
                       "We measured that on SWE-bench and the gap was not even close for us", 6),
                Bullet("Orvane의 리랭커가 문서마다 매기는 점수는 믿고 쓸 만함",
                       "Orvane gives us a score that we can trust", 7),
                Bullet("점수의 문턱값에 못 미치는 문서는 에이전트에 보이지 않고 버려짐",
                       "A threshold on that score decides what the agent sees, and everything below it", 8),
            ),
        ),
        Section(
            "s3", 9, 12, 480.0, "로그를 먼저 남겨야 캐시를 설계할 수 있음",
            (
                Bullet("순위 서비스는 MCP(Model Context Protocol)로 열려 있어 다른 에이전트도 쓸 수 있음",
                       "is how the agent reaches the ranking service, so any other agent may use it", 9),
                Bullet("열 배의 트래픽에서 어떻게 될지는 모르며 음성용 평가도 아직 없음",
                       "We do not know how this behaves with ten times the traffic", 10),
                Bullet("오늘 시작한다면 들어오는 모든 질문을 기록하는 일부터 권함",
                       "If you start today, log every question first", 11),
                Bullet("캐시와 순위 서비스의 코드는 GitHub에 공개되어 있음",
                       "the code is on GitHub and I am here all day", 12),
            ),
        ),
    )  # fmt: skip
    points = (
        KeyPoint("Fennwick의 Mirela Okonjo", "는 시맨틱 캐시로 모델 호출 비용을 줄인 과정을 소개함", ("s1",)),
        KeyPoint("시맨틱 캐시", "는 되풀이되는 질문의 40%에 모델 없이 답함", ("s1",)),
        KeyPoint("소형 모델", "은 계획을 뺀 작업에서 충분하고 계획에는 대형 모델이 필요함", ("s2",)),
        KeyPoint("Orvane의 리랭커", " 점수에 문턱값을 두어 에이전트가 볼 문서를 고름", ("s2",)),
        KeyPoint("한계", "는 트래픽이 열 배일 때의 동작과 음성용 평가가 확인되지 않았다는 점임", ("s3",)),
    )
    return Summary(VIDEO, "시맨틱 캐시로 에이전트 비용을 줄이는 법", points, sections)


@pytest.fixture(scope="session")
def plain_evidence() -> Evidence:
    """A title and no more, for rules that are tried on any text."""
    return Evidence(Details(VIDEO, "A title", "AI Engineer"), Glossary())


@pytest.fixture(scope="session")
def world(summary: Summary, evidence: Evidence) -> World:
    """All of it, for tests that try many texts."""
    return World(summary, evidence)
