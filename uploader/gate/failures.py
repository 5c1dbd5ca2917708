"""Error text: a program's failure or a model's refusal is never a summary.

66 of 689 posts of the blog were an API's error, published as an article. A talk may well be about errors, so what
could be a talk's own words counts only where hardly any Korean stands beside it.
"""

import re
from collections.abc import Iterator

from uploader.gate.claims import Claim, Evidence
from uploader.models import Finding, Severity

_SURE = re.compile(
    r"""
      Request\s+failed\s+for\s+https?:// | returned\s+(?:code|status)\s+[45]\d\d\b | Truncated\s+server\s+response
    | muteHttpExceptions | Traceback\s+\(most\s+recent\s+call\s+last\) | File\s+"[^"]+",\s+line\s+\d+
    | ["']error["']\s*:\s*[{"'] | ["'](?:code|type)["']\s*:\s*["'](?:insufficient_quota|rate_limit|invalid_
      |server_error)
    | \b(?:insufficient_quota|rate_limit_exceeded|invalid_api_key|context_length_exceeded|invalid_request_error)\b
    | no\s+credits?\s+remaining | add\s+credits\s+to\s+continue | exceeded\s+your\s+current\s+quota
    | platform\.openai\.com/(?:settings|account) | \[object\s+Object\] | <!DOCTYPE\s+html | <html[\s>]
    | \bI(?:'|’)?\s?a?m\s+(?:really\s+)?sorry,?\s+(?:but|I) | \bI\s+(?:can(?:no|['’])?t|am\s+(?:not\s+able
      |unable)\s+to|won(?:'|’)t)\s+
      (?:help|assist|provide|access|summari[sz]e|comply|fulfil|do\s+that|watch|view|open|process|generate)
    | \bI\s+(?:do\s+not|don(?:'|’)t)\s+have\s+(?:access|the\s+ability|a\s+transcript|enough\s+information)
    | 죄송(?:합니다|하지만|하게도|스럽) | (?:도와|도움을)\s*드릴\s*수\s*(?:없|가\s*없)
    | (?:접근|확인|요약|제공|처리|답변|생성|시청|열람|번역)(?:을|를)?\s*(?:할|해\s*드릴)\s*수(?:가|는)?\s*없습니다
    | (?:자막|트랜스크립트|스크립트|대본|원문|영상\s*내용)(?:이|가|은|는|을|를)?\s*(?:전혀\s*)?(?:제공되지|비어|없어
      |포함되어\s*있지|주어지지|입력되지)
      \s*(?:않|있|서|요약|아)
    | (?:오류|에러|장애|문제)(?:가|이)?\s*(?:발생|생기)?(?:했|하였|겼)습니다|(?:요청|호출|연결|처리|생성|로드|불러오기)(?:에|가|이)?\s*실패(?:했|하였)습니다
    | (?:다시|나중에|잠시\s*후)\s*(?:한\s*번\s*)?시도해\s*(?:주|보)|(?:할|드릴|볼)\s*수(?:가|는)?\s*없(?:습니다|었습니다)|(?:하지|드리지)\s*못(?:합|했)니다
    | 요약(?:을|이|를)?\s*(?:제공|생성|작성)?\s*(?:하지\s*못|할\s*수\s*없|이?\s*불가)
    | (?:자막|트랜스크립트|스크립트|영상)(?:을|를|에)?\s*(?:불러|가져|찾을|접근|확인)[가-힣]*\s*(?:수\s*없|못|실패)
    | \bno\s+(?:transcripts?|captions?|subtitles?|content|data)\s+(?:is\s+|are\s+|was\s+)?(?:available|found|provided)
    | \b(?:unable|failed)\s+to\s+(?:retrieve|fetch|access|load|process|generate|summari[sz]e|parse|connect|download)
    | (?:텍스트|자막|내용|영상|스크립트)(?:를|을)\s*(?:입력|제공|첨부|공유|붙여\s*넣어)\s*(?:해\s*)?주(?:세요|시면
      |십시오)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LIKELY = re.compile(
    r"""
      ^\s*(?:Fatal\s+)?(?:[A-Z]\w*)?(?:Error|Exception|Warning)\s*:
      | \bHTTP(?:/\d(?:\.\d)?)?\s*(?:Error\s*)?[45]\d\d\b
    | \b[45]\d\d\s+(?:Too\s+Many\s+Requests|Bad\s+Request|Unauthorized|Payment\s+Required|Forbidden|Not\s+Found|
      Internal\s+Server\s+Error|Bad\s+Gateway|Service\s+Unavailable|Gateway\s+Time-?out)
    | \b(?:Internal\s+Server\s+Error|Bad\s+Gateway|Service\s+Unavailable|Gateway\s+Time-?out|Too\s+Many\s+Requests)\b
    | \b(?:rate\s+limit\s+(?:reached|exceeded)|quota\s+exceeded|connection\s+(?:refused|reset|timed\s+out)
      |timed?\s*out\s+after)
    | \b(?:E(?:CONN(?:REFUSED|RESET)|TIMEDOUT)|SSLError|JSONDecodeError|KeyError|TypeError|ValueError
      |NullPointerException)\b
    | ^\s*(?:null|undefined|none|nan|n/a|error|failed)\s*$ | ^\s*[\[{].*["']\s*:\s* | ^\s*at\s+[\w.$<>]+\s*\(.*:\d+
    | ^\s*(?:오류|에러)(?:가|이)?\s*(?:발생)?(?:했습니다|하였습니다|:)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")
_LITTLE_KOREAN = 0.3


def failures(claim: Claim, _: Evidence) -> Iterator[Finding]:
    """API errors, HTTP statuses, JSON error bodies, tracebacks, refusals in English and Korean."""
    found = _SURE.search(claim.text)
    if found is None and _korean_share(claim.text) < _LITTLE_KOREAN:
        found = _LIKELY.search(claim.text)
    if found:
        yield Finding(
            "error-text", Severity.ERROR, claim.place, found[0].strip(), "a failure stands where the summary should be"
        )


def _korean_share(text: str) -> float:
    letters = len(_LETTER.findall(text))
    return len(_HANGUL.findall(text)) / letters if letters else 0.0
