"""A post's file, not ours, becomes claims too."""

import pytest

from uploader.gate.claims import Evidence
from uploader.gate.foreign import page_of_post
from uploader.gate.verdict import errors, judge_page
from uploader.models import Place, Talk
from uploader.post.read import read_post

POST = """---
author: Somebody
title: "Cut the Bill with a Semantic Cache - Mirela Okonjo, Fennwick"
slug: gAtE_rOom01
---

**영상 링크:** [Cut the Bill](https://www.youtube.com/watch?v=gAtE_rOom01)
**채널명:** AI Engineer

## *시맨틱 캐시로 비용을 줄이는 법* 핵심 요약

- **Fennwick**은 시맨틱 캐시를 소개함
- 소형 모델은 계획을 뺀 작업에서 충분함
- Orvane의 리랭커 점수로 문서를 고름
- 음성용 평가는 아직 없음
- 질문 기록부터 권함

---

## 세부 요약 - 주제별 정리

### 캐시가 되풀이되는 질문을 맡음

[▶ 0:00](https://www.youtube.com/watch?v=gAtE_rOom01&t=0s)

- 되풀이되는 질문을 로그에서 확인함
- 잘못된 적중은 미스보다 해로움

---

### 순위는 점수로 정함

[▶ 6:00](https://www.youtube.com/watch?v=gAtE_rOom01&t=360s)

- Orvane의 점수를 믿고 씀
- 문턱값 아래는 버려짐
"""


def test_a_careful_post_of_anybody_passes(evidence: Evidence, talk: Talk) -> None:
    assert not errors(judge_page(page_of_post(read_post(POST), talk), evidence))


def test_a_finding_stands_on_its_line(evidence: Evidence, talk: Talk) -> None:
    post = POST.replace("Orvane의 점수를", "Okonju의 점수를")
    (found,) = errors(judge_page(page_of_post(read_post(post), talk), evidence))
    assert (found.rule, found.text, found.replacement) == ("name", "Okonju", "Okonjo")
    assert found.place.part == "bullet"
    assert post.splitlines()[(found.place.line or 0) - 1].startswith("- Okonju")


def test_links_narrow_the_evidence_to_their_stretch(talk: Talk) -> None:
    claims = {claim.place.section: claim for claim in page_of_post(read_post(POST), talk).of("heading")}
    assert claims["s1"].window[-1].number == 7
    assert claims["s2"].window[0].number == 6


def test_without_links_the_whole_talk_is_the_evidence(talk: Talk) -> None:
    bare = "\n".join(line for line in POST.splitlines() if "▶" not in line)
    assert all(claim.window == talk.blocks for claim in page_of_post(read_post(bare), talk).claims)


def test_an_error_published_as_an_article_is_found_by_its_form_alone(evidence: Evidence) -> None:
    failed = (
        POST.split("## *", maxsplit=1)[0]
        + 'Error: Request failed for https://api.example.com returned code 429 {"error": {}}\n'
    )
    form = Evidence(evidence.details, evidence.glossary)
    assert {found.rule for found in errors(judge_page(page_of_post(read_post(failed), None), form))} == {
        "error-text",
        "empty",
    }


@pytest.mark.parametrize("text", ["", "---\n", "# nothing", "---\ntitle: [\n---\n- x"])
def test_any_file_becomes_a_page(text: str, evidence: Evidence) -> None:
    found = judge_page(page_of_post(read_post(text), None), evidence)
    assert Place() in {finding.place for finding in found}
