"""Acronyms are spelled out only as spoken or as the glossary says."""

import pytest

from tests.gate.world import bullet_of
from uploader.gate.acronyms import acronyms
from uploader.gate.claims import Evidence
from uploader.models import Talk


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("MCP(Multi-Client Protocol)로 연결함", "Multi-Client Protocol"),
        ("Multi-Component Protocol(MCP)로 연결함", "Multi-Component Protocol"),
        ("MCP(멀티 클라이언트 프로토콜)로 연결함", "멀티 클라이언트 프로토콜"),
        ("GRPO(Generalized Reward Policy Optimization)로 학습함", "Generalized Reward Policy Optimization"),
        ("ZQT(Zonal Quality Test)로 잼", "Zonal Quality Test"),
        ("MCP (Machine Context Provider, 연결 규약)", "Machine Context Provider"),
    ],
)
def test_a_false_expansion_is_found(text: str, wrong: str, evidence: Evidence, talk: Talk) -> None:
    (finding,) = acronyms(bullet_of(text, talk), evidence)
    assert (finding.rule, finding.text) == ("acronym", wrong)


@pytest.mark.parametrize(
    "text",
    [
        "MCP(Model Context Protocol)로 연결함",
        "Model Context Protocol(MCP)로 연결함",
        "MCP(모델 컨텍스트 프로토콜)로 연결함",
        "MCP(모델과 도구를 잇는 규약)로 연결함",
        "RAG(Retrieval Augmented Generation)를 씀",
        "LLMs(Large Language Models)를 씀",
        "RL(강화학습)로 학습함",
        "RRL(run the retrieval)을 설명함",  # as spoken
        "AI(OpenAI) 모델을 씀",
        "CEO(Mirela Okonjo)가 발표함",
        "SWE-bench(the benchmark)로 잼",
    ],
)
def test_the_right_one_and_what_is_none_pass(text: str, evidence: Evidence, talk: Talk) -> None:
    assert not list(acronyms(bullet_of(text, talk), evidence))


def test_the_glossary_puts_it_right(evidence: Evidence, talk: Talk) -> None:
    (finding,) = acronyms(bullet_of("MCP(Multi-Client Protocol)", talk), evidence)
    assert finding.replacement == "Model Context Protocol"


def test_a_long_row_of_hyphens_is_read_at_once(evidence: Evidence, talk: Talk) -> None:
    assert not list(acronyms(bullet_of("a-" * 4000 + "b", talk), evidence))
