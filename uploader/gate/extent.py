"""Rule `quote`, extent: what the quote denies, limits or leaves open, the Korean does not state flatly.

What it means: where the quote has a negation, a limit (only, almost, up to, at least, more than, about) or a
possibility (can, might) and the Korean has none of its counterparts, a person is warned; likewise where the Korean
denies what the quote does not, or turns a rise into a fall. Example: "it does not scale" told as "확장됨". Cure:
keep the *not*, the *only*, the *can* of the quote. Numbers' own bounds are errors of rule `number` (see `bounds`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from uploader.gate.claims import Claim, Evidence
from uploader.models import Finding, Severity


class _Extent(NamedTuple):
    """English words, the `triggers` without which a quote needs no look, and the Korean that keeps them."""

    name: str
    triggers: frozenset[str]
    english: re.Pattern[str]
    korean: re.Pattern[str]


def _extent(name: str, triggers: str, english: str, korean: str) -> _Extent:
    words = re.compile(rf"(?<![\w'])(?:{english})(?![\w])", re.IGNORECASE)
    return _Extent(name, frozenset(triggers.split()), words, re.compile(korean))


_DENIAL_KO = (
    "않|안 |안됨|안 됨|모[르른를름]|못|없|아니|아닌|아님|아닐|불가|불필요|불충분|불완전|불가능|미흡|미달|미비|"
    "미지원|미사용|비[가-힣]{2}|무[가-힣]+|금지|어렵|어려|"
    "실패|지 말|말아|말 것|말라|부족|제외|배제|거부|중단|대신|반대|부재|누락|전무|빠진|잃|제거|차단|"
    "막[아는음지]|의문|한계|반박|부정|멈[추춤]|"
    "드물|탈피|벗어|무의미|쓸모|오히려|보다|지양|피[하해함할]|외면|무시|놓[치침친]|생략|덜|거의|뿐|"
    "에 그[치침친쳤쳐칠]|이상|넘"
)
_EXTENTS = (
    _extent(
        "negation",
        "n't not never cannot none nothing nobody neither nor no hardly barely impossible unable",
        r"not|never|cannot|(?:is|are|was|were|do|does|did|has|have|had|would|could|should|can|won|ai|need)n['’]?t|"
        r"none|nothing|nobody|neither|nor|no longer|hardly|barely|impossible|unable",
        _DENIAL_KO,
    ),
    _extent(
        "only",
        "only solely merely exclusively",
        r"only|solely|merely|exclusively",
        (
            r"만(?![드들큼나약족일])|뿐|오직|오로지|단지|불과|한정|국한|유일|단 |단순|전용|밖에|그[치침친쳤쳐칠]|"
            r"한해|홀로|하나|딱|고작|겨우|외에는|제한|독점"
        ),
    ),
    _extent(
        "almost",
        "almost nearly virtually practically",
        r"almost|nearly|virtually|practically",
        r"거의|가까|대부분|대체로|대다수|약 |육박|사실상|직전|근접|다름없|마찬가지|웬만|전혀|극히|준하",
    ),
    _extent(
        "possibility",
        "might maybe perhaps possibly probably potentially may could",
        r"might|maybe|perhaps|possibly|probably|potentially|may|could",
        (
            r"가능|수 있|수도|듯|아마|추정|전망|예상|우려|모[른를]|보[임인]|보인다|것 같|잠재|여지|[ㄱ-ㅎ]?겠|"
            r"기대|추측|위험|할 만|ㄹ 법|법하|예측|짐작|경우|면 |때[에는 ]|가정|생각|의견|관측|만약|만일|"
            r"할 정도|쯤|가량"
        ),
    ),
    _extent(
        "ability",
        "can",
        r"can",
        (
            r"가능|수 |수[도가는] 있|할 만|[가-힣]능|지원|허용|된다|됨|되[는며고어]|도록|하[는며고여]|함|임|해 |ㄹ|할 |"
            r"[하된]다|[을를] 통해|게 [하해함됨되]|용이|쉽|쉬[워운움]|방법|기능|법"
        ),
    ),
    _extent(
        "up to",
        "up most no",
        r"up to|at most|no more than",
        r"최대|까지|이하|이내|한도|상한|많아야|넘지|이상은|제한|안에|불과",
    ),
    _extent(
        "at least",
        "least less fewer",
        r"at least|no less than|no fewer than",
        r"최소|이상|적어도|못해도|넘|하한|만큼은|정도는|이나마|라도|부터|그나마",
    ),
    _extent(
        "more than",
        "more",
        r"more than",
        r"넘|이상|초과|보다|더|웃[도돌]|상회|여 |뿐|단순|만이 아|\+|이외|능가|앞[서선]|그치지|많",
    ),
    _extent(
        "less than",
        "less fewer",
        r"less than|fewer than",
        r"미만|이하|이내|보다|덜|못 ?미|적|안 되|도 안|도 채|아래|밑|안에|내에|불과|낮|하회|짧|작",
    ),
    _extent(
        "about",
        "about around roughly approximately",
        (
            r"(?:(?<!know )(?<!knew )(?<!known )(?<!talk )(?<!talked )(?<!talking )(?<!all )about|around|roughly|"
            r"approximately)(?=\s+(?:an?\s+|\$)?(?:\d|one|two|three|four|five|six|"
            r"seven|eight|nine|ten|eleven|twelve|half|[a-z]+teen|[a-z]+ty|hundred|a\s))"
        ),
        r"약|정도|가량|쯤|안팎|내외|여 |여(?=[가-힣] )|대략|수준|전후|남짓|가까|거의|[가-힣]+대|추산|추정",
    ),
)
_DISCOURSE = re.compile(
    r"\b(?:i|we|you) (?:do not|don['’]?t) know\b|\bwhy not\b|\bif not\b|\bor not\b|\bnot only\b|"
    r"\bnot just\b|\bno problem\b|"
    r"\bdon['’]?t worry\b|\bisn['’]?t it\b|\bcan['’]?t wait\b|\bnot sure if\b|\bwhether or not\b|"
    r"\bas you can see\b|\byou can see\b|"
    r"\bnot bad\b|\bdidn['’]?t you\b|\bright, not\b|\bif you can\b|\bcan you\b|\bbelieve it or not\b",
    re.IGNORECASE,
)
_DISCOURSE_WORDS = frozenset(("n't", "not", "no", "can"))
_WORDS = re.compile(r"[a-z'’]+")
_FLAT_DENIAL = re.compile(
    r"않[음는은을다고아]|(?<!형편)(?<!관계)(?<!상관)없[음는다이어고]|못[함하한해]|아님|아니[다며고]|불가(?:능)?|전무|실패(?:[했하한함]|$|,)"
)
_ANY_DENIAL = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|cannot|without|\w+n['’]t|(?:do|does|did|is|"
    r"was|wo|ca|could|would)nt|fail\w*|hard\w*|instead|less|fewer|few|avoid\w*|"
    r"stop\w*|remov\w*|los[est]\w*|lack\w*|barely|only|impossible|rather|wrong|bad\w*|problem\w*|"
    r"difficult\w*|too|beyond|unable|"
    r"miss\w*|zero|free|out of|away|un\w{4,}|in(?:correct|complete|ability|visible|sufficient)\w*|"
    r"dis\w+|limit\w*|broke\w*|break\w*|"
    r"dead|gone|drop\w*|ignor\w*|skip\w*|error\w*|below|reject\w*|refus\w*|against|but|just|fall\w*|"
    r"struggl\w*|poor\w*|worse|"
    r"prevent\w*|block\w*|empty|absent|end\w*|or|nope|non\w*|little|rare\w*|seldom|unless|until|"
    r"except|issue\w*|trouble\w*)\b",
    re.IGNORECASE,
)
_RISE_EN = re.compile(
    r"\b(?:increas\w*|grew|grow\w*|ris(?:e|es|ing|en)|rose|gain\w*|climb\w*|jump\w*|improv\w*|"
    r"doubl\w*|tripl\w*|boost\w*|rais\w*|"
    r"higher|surg\w*|up(?! to))\b",
    re.IGNORECASE,
)
_FALL_EN = re.compile(
    r"\b(?:decreas\w*|drop\w*|fell|fall\w*|declin\w*|reduc\w*|lower\w*|cut\w*|shr[aiu]nk\w*|"
    r"los[est]\w*|worse\w*|degrad\w*|down|"
    r"less|fewer|sav\w*|half|halv\w*|minus|cheap\w*|smaller|regress\w*)\b",
    re.IGNORECASE,
)
_BETTER_WHEN_LESS = re.compile(
    r"\b(?:error|cost|latency|fast|short|quick|bug|fail|time|price|spend|hallucinat)\w*", re.IGNORECASE
)
"""Where these are spoken of, a fall may be an improvement: no direction is judged."""
_RISE_KO = re.compile(r"증가|상승|늘[어었]|향상|개선|급증|높아[지졌짐]|올[랐라]|올리|확대|성장|배가|도약|끌어올")
_FALL_KO = re.compile(r"감소|하락|줄[어었임이]|떨어|낮아[지졌짐]|급감|축소|저하|악화|내려[가감갔]|퇴보|후퇴")


def extent(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    """Warnings where the quote's negation, limit or possibility has no counterpart in the Korean, or the reverse."""
    del evidence
    if not claim.quote:
        return
    words = frozenset("n't" if word.endswith(("n't", "n’t")) else word for word in _WORDS.findall(claim.quote.lower()))
    quote = claim.quote if words.isdisjoint(_DISCOURSE_WORDS) else _DISCOURSE.sub(" ", claim.quote)
    for each in _EXTENTS:
        found = None if each.triggers.isdisjoint(words) else each.english.search(quote)
        if found and not each.korean.search(claim.text):
            yield _warning(
                claim, found[0], f"The quote says '{found[0]}'; the Korean has no counterpart ({each.name})."
            )
    denied = _FLAT_DENIAL.search(claim.text)
    if denied and not _ANY_DENIAL.search(quote):
        yield _warning(claim, denied[0], f"The Korean denies ('{denied[0]}'), the quote does not.")
    yield from _turned(claim, quote)


def _turned(claim: Claim, quote: str) -> Iterator[Finding]:
    """A rise told as a fall, or a fall as a rise, where each side has one direction only."""
    up, down = _RISE_KO.search(claim.text), _FALL_KO.search(claim.text)
    if (up is None) == (down is None) or _BETTER_WHEN_LESS.search(quote):
        return
    rises, falls = _RISE_EN.search(quote), _FALL_EN.search(quote)
    if rises and not falls and down:
        message = f"The quote says '{rises[0]}', the Korean '{down[0]}': the direction may be turned round."
        yield _warning(claim, down[0], message)
    if falls and not rises and up:
        message = f"The quote says '{falls[0]}', the Korean '{up[0]}': the direction may be turned round."
        yield _warning(claim, up[0], message)


def _warning(claim: Claim, text: str, message: str) -> Finding:
    quoted = (f"quote: {claim.quote}",) if claim.quote else ()
    return Finding("quote", Severity.WARNING, claim.place, text, message, quoted)
