"""Chatter: the model speaks to its user, or repeats its instructions, instead of summarising.

What stands in quotation marks is somebody's words within the talk (a talk on prompts quotes prompts), so it is not
looked at.
"""

import re
from collections.abc import Iterator

from uploader.gate.claims import Claim, Evidence
from uploader.models import Finding, Severity

_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|(?<![A-Za-z])'[^']*'(?![A-Za-z])|「[^」]*」|`[^`]*`")

_CHATTER = re.compile(
    r"""
      추가\s*(?:멘트|코멘트|언급|설명)\s*(?:는|은)?\s*(?:없이|없음)
    | [(\[（]\s*(?:이상|요약|끝|출력|응답|답변)?\s*(?:끝|종료|완료|생략|계속|이하\s*동일|이어서|중략|후략)\s*[)\]）]
    | (?:이상|여기까지)(?:으로|가|이|은|는)?\s*(?:영상|강연|발표|전체)?\s*(?:의)?\s*요약(?:입니다|이었습니다|을\s*마
      |\s*끝)
    | 요약(?:을|를)?\s*(?:마칩니다|마치겠습니다|종료합니다|끝냅니다)
    | 요청(?:하신|해\s*주신|에\s*따라|대로)\s*(?:내용|요약|형식|영상|대로|작성|정리|한국어|자막|사항)
    | (?:다음|아래)은\s.{0,40}(?:요약|정리|결과)(?:입니다|한\s*(?:내용|것)입니다|해\s*드)
    | ^(?:네|예|물론)(?:,|!|입니다|이죠)|^알겠습니다|^좋습니다
    | 도움이\s*(?:되셨|되었|되길)|(?:필요|원)하(?:시면|신다면)|(?:말씀|알려|문의)해?\s*주(?:세요|시면|십시오)
      |궁금(?:한|하신)\s*점이
    | 요약해\s*(?:드리|드렸|드립)|정리해\s*(?:드리|드렸|드립)|작성해\s*(?:드리|드렸|드립)|(?:요약|정리|작성
      |번역)하겠습니다
    | (?:요약|작성|번역|출력|정리)(?:하세요|하십시오|하시오|할\s것\.?$|해\s*주세요)
    | (?:명사형|개조식|음슴체|한국어)(?:으로|로)\s*(?:만\s*)?(?:종결|작성|끝맺|마무리|출력|요약|답변)
      (?:하|할|해|함(?![가-힣]))
    | (?:불릿|글머리표|소제목|섹션)(?:은|는|당)\s*(?:최소|최대)?\s*\d+\s*(?:[~∼-]\s*\d+\s*)?(?:개|자|줄)(?:로|씩
      |\s*이내로)?\s*(?:작성|출력|구성|제한)
    | (?:마크다운|JSON|json)\s*(?:형식)?(?:으로|로)\s*(?:만\s*)?(?:출력|작성|응답)(?:하세요|할\s*것|합니다)
    | 이전\s*(?:의\s*)?(?:지시|지침|명령)(?:를|을|은)?\s*무시(?:하세요|하십시오|하시오|해\s*주세요)
    | 시스템\s*프롬프트(?:는|를)\s*(?:다음과\s*같|출력|공개)
    | \bquote_en\b|\bjson_schema\b|\bstarts_with\b|\[b\d+(?:\s\d\d:\d\d:\d\d)?\]|(?<![A-Za-z0-9])b\d{1,4}\s*블록
      |블록\s*b\d
    | (?:^|[\s.!])물론(?:입니다|이죠)\s*[!.,]|(?:^|[.!]\s*)알겠습니다
    | 요약(?:문|본|\s*내용|\s*결과)?(?:은|는|을|를)\s*(?:다음|아래|위)|^(?:위|아래|다음|본|이)\s*(?:내용|요약(?:문)?|섹션|글|목록|항목)
      (?:은|는)\s.{0,30}(?:자막|지침|지시|요청|요약|작성|규칙|형식)
    | (?:지침|지시|규칙|요청|프롬프트)(?:사항)?(?:에|을)\s*(?:따라|맞춰|맞게|반영)[^.]{0,8}(?:작성|요약|정리|출력|번역)
    | (?:제공|입력|전달|공유)(?:된|하신|해\s*주신|받은)\s*(?:자막|트랜스크립트|스크립트|대본|원문|텍스트)(?!\s*(?:데이터|파일))
    | (?:글자|분량|토큰|길이|응답)\s*(?:수\s*)?(?:제한|한도|초과)(?:으로|로|\s*때문에)\s*.{0,12}(?:줄|생략|중단|여기|요약|마[칩치])
    | (?:나머지|이후|이어지는)\s*(?:내용|부분)(?:은|는)?\s*(?:다음|이어서|생략|추후|별도)|(?:다음|이후)\s*(?:답변|응답|메시지)(?:에서|에)
    | [\[【<{]\s*(?:여기에?|이곳에|내용|요약|제목|소제목|본문|핵심|주제|예시|placeholder|insert|your|TODO)[^\])】>}]{0,30}
      (?:입력|작성|삽입|기입|추가|here|here\s*)?\s*[\]】>}]
    | (?:드리겠|드렸|바라겠|바랍|마치겠|살펴보겠|알아보겠|정리하겠|설명하겠)(?:습)?니다
    | <\|?(?:im_start|im_end|endoftext|eot_id|start_header_id|assistant|system|user|think|/think|answer)\b
    """,
    re.VERBOSE | re.ASCII,
)
_ENGLISH = re.compile(
    r"""
      \bas\s+an?\s+(?:ai|large\s+language)\s*(?:language\s+)?(?:model|assistant)?\b(?:\s*,|\s+I\b)
    | \bhere(?:'s|’s|\s+is|\s+are)\s+(?:the|a|your|an)\s.{0,30}(?:summary|translation|bullets?|points?)
    | ^(?:sure|certainly|of\s+course|absolutely|okay)\s*[,!.:]
    | \blet\s+me\s+know\s+if\b|\bhope\s+this\s+helps\b|\bas\s+(?:you\s+)?requested\b|\bper\s+your\s+(?:request
      |instructions)\b
    | \b(?:ignore|disregard)\s+(?:all\s+|any\s+)?(?:the\s+)?(?:previous|prior|above)\s+(?:instructions|prompts?)\b
    | \bend\s+of\s+(?:summary|response|output)\b|\b(?:to\s+be\s+)?continued\s+in\s+(?:the\s+)?next\s+(?:message
      |response)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def chatter(claim: Claim, _: Evidence) -> Iterator[Finding]:
    """Words to the user, and the prompt's own rules."""
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), claim.text)
    found = _CHATTER.search(bare) or _ENGLISH.search(bare)
    if found:
        yield Finding(
            "chatter", Severity.ERROR, claim.place, found[0].strip(), "the model speaks of its task, not of the talk"
        )
