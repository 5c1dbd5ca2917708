"""Rule `number`, third part: what is denied of a number stays denied, and nothing else is.

What it means: a denial that governs a number in English ("did not reach 90 percent", "no difference above three
points", "200 milliseconds, not 30 seconds") has a counterpart in the number's own Korean clause or after it, since
Korean denies at the predicate; a contrast (A가 아니라 B) denies the number that the talk denies. Example: "it won't
exceed 10%" told as "10%를 넘을 것". Cure: say of the number what the quote says of it.
"""

import re
from collections.abc import Iterator, Sequence

from uploader.facts.mentions import Mention
from uploader.facts.quantity import Kind, Quantity
from uploader.gate.claims import Claim
from uploader.gate.hearing import shown
from uploader.models import Finding, Severity

_SUBJECT = (
    r"(?:\w+ )?(?:i|we|you|they|he|she|it|that|this|these|those|there|nobody|no one|people|everybody|everyone|the|our|my|"
    r"their|his|her|its|your)\b"
)
_CLAUSE = re.compile(
    rf"[.?!;:]\s|,\s|>>|\s(?:but|so|because|and then|whereas|while|although|though|if(?! not\b)|when|where|unless|until|which|who)\s|"
    rf"\s(?:and|or)\s(?={_SUBJECT})",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:(?<!if )not(?! (?:only|just|even|sure|on|in|for|with|at|by)\b)|never|cannot|\w+n['’]t|none|nobody|nothing|neither|nor|hardly|barely|"
    r"fail(?:s|ed|ing)?|unable|no(?= (?:[\w'’]+ ){1,4}?(?:above|over|below|under|of|more|less|higher|better|worse|with|beyond|at|longer|after|before)\b))\b",
    re.IGNORECASE,
)
_OF_TWO = re.compile(r"\b(?:either|both)(?: of (?:the|those|these|our|my|their)(?: \w+)?)?$", re.IGNORECASE)
"""What is denied of "either of those two" is the deed, not that there were two."""
_PREDICATE = re.compile(
    r"^(?:[ -](?!and\b|or\b|but\b|so\b|than\b)[\w'’]+){0,4}? "
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|would|could|should|can|will)(?:n['’]t| not| never)|never|cannot|"
    r"(?:nobody|no one)(?! (?:cares|minds|knows|notices|noticed|said|complains))|nothing|none)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\b(?:not|rather than|instead of|never|no longer)\s+(?:(?:about|around|roughly|just|only|like|the|an?|uh|um|by|at|to|in|"
    r"every|after|from|with|for)\s+)*[$€£]?$",
    re.IGNORECASE,
)
_TURNED_AWAY = re.compile(
    r"\b(?:not|\w+n['’]t|never|no|nor|neither|instead|rather|than|used to|was|were|from|before|originally|first|planned|"
    r"expected|thought|should|would|fewer|less|more|over|without|longer|stop\w*|forget|beyond)\b",
    re.IGNORECASE,
)
_CONTRAST_KO = re.compile(r"[가-힣]{0,3}?(?:이|가|은|는|도|을|를|에|로|으로)?\s?(?:아니라|아니고|아닌(?! 한))")
_ANY_DENIAL = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|neither|cannot|without|\w+n['’]t|fail\w*|hard\w*|instead|less|fewer|avoid\w*|"
    r"stop\w*|los[est]\w*|lack\w*|only|just|impossible|unable|miss\w*|zero|out of|away|under|below|within|up to|short|"
    r"bare\w*|drop\w*|broke\w*|wrong|reject\w*|refus\w*|few|rather|but|more than|over|un\w{4,}|trust\w*|"
    r"in(?:correct|complete|sufficient|vent)\w*|limit\w*|cap\w*|too)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"않|(?<![가-힣])안 |안됨|못|없|아니|아닌|아님|아닐|불가|불필요|불충분|미달|미흡|실패|부족|제외|중단|대신|금지|전무|(?<!\d)0[개건%명]|"
    r"(?<![가-힣])무(?!작위|게|엇|슨|려|대[가를는의 ]|선[ 으]|기[가를는의 ]|리[ 하]|언|역|늬|렵|더기)[가-힣]|"
    r"(?<![가-힣])비(?!용|율|교|슷|디오|중|밀|전|서|즈니스|트|행|례|결|번|싸|싼)[가-힣]|"
    r"막[아는음지히]|거부|의문|반대|그[치침친쳤쳐칠]|덜|말[고아라]|지양|피[하해함할]|어렵|어려|뿐|"
    r"(?<![\d천백십미])만(?![큼족약들나])|드물|거의|제로|벗어|잃|모[른를름르]|몰라|(?<!해)외[에의]|버[리림려]|한계|(?<!나)빠[지진짐]|빼|"
    r"머[무문물]|놓[치친쳤침]|오히려|부정(?=적|[함하됨되]|$)|거절|뒤에야|보다 (?:낮|적|작|못|나[쁜빠]|뒤|덜|짧|느)"
)
"""What denies. A part of another word does not: 동안, 비용, 무작위, 미만."""
_DOWN = re.compile(
    r"before|until|till|below|under|less|drop\w*|f[ae]ll\w*|worse|fewer|lower|down|los[est]\w*", re.IGNORECASE
)
_COMPARES = re.compile(
    rf"\b(?:above|over|exceed\w*|more|higher|reach\w*|better|beyond|get|hit|up|cross\w*|past|{_DOWN.pattern})\b",
    re.IGNORECASE,
)
"""What a number is compared by; the last one before it counts: not "worse by more than 1%" is at most 1%."""
_SMALL = r"(?<![가-힣])(?:적|작)[은다고으음아어게]"
_STAYS_LOW = re.compile(rf"까지|안[에의]|내[에로]|최대|(?<![가-힣])전[까에]|밑|아래|이하|미만|이내|낮|{_SMALL}|미달|못")
_STAYS_HIGH = re.compile(
    r"이후|(?<![가-힣])뒤|부터|이상|유지|지[키켰킴켜]|웃[도돌]|넘|최소|(?<![가-힣])위(?:에|로|의|를)?(?![가-힣])"
)
_CLAUSE_KO = re.compile(r"(?:[가-힣](?:고|며|지만|으나|는데|나|서|면|자|므로))[ ,]|[,;] ")
_FLATLY = re.compile(r"^.{0,14}?(?:않|없[음는다이어고]|못[함하한해 ]|아님|아니[다며고라]|불가|실패(?:[했하한함]|$|,))")


def kept_denials(quantity: Quantity, heard: Sequence[Mention], claim: Claim) -> Iterator[Finding]:
    """A denial of the number that is lost, or that nobody said."""
    after = claim.text[quantity.end :]
    if _CONTRAST_KO.match(after):
        if not any(_may_be_denied(mention) for mention in heard) and not _denied_bare(quantity, claim):
            yield _invented(quantity, heard[0], claim)
        return
    if quantity.kind is Kind.ORDINAL:
        return  # what is denied of "the second grader" is not that it is the second
    lost = [_governing(mention) for mention in heard]
    if all(lost) and not any(_is_kept(clause, quantity, claim) for clause in lost if clause):
        yield Finding(
            "number", Severity.ERROR, claim.place, quantity.text,
            f"The talk denies something of '{heard[0].quantity.text}' ('{(lost[0] or '').strip()}'); the Korean says it of "
            f"{quantity.text} without a denial.",
            shown(claim, heard[0]),
        )  # fmt: skip
    elif claim.quote and (dropped := _dropped(quantity, heard, claim)):
        yield Finding(
            "number", Severity.ERROR, claim.place, quantity.text,
            f"The talk denies something ('{dropped.strip()}'); the Korean that tells {quantity.text} denies nothing.",
            shown(claim, heard[0]),
        )  # fmt: skip
    elif _FLATLY.match(after[:24]) and not any(_ANY_DENIAL.search(mention.around(90)) for mention in heard):
        yield _invented(quantity, heard[0], claim)


_COARSE = re.compile(
    rf"[.?!;:]\s|>>|,?\s(?:but|so|because|and then|whereas|while|although|though|until|unless|well)\s|"
    rf",\s(?={_SUBJECT})|\s(?:and|or)\s(?={_SUBJECT})",
    re.IGNORECASE,
)
"""Where a statement ends: unlike a clause it goes on over "where", "when" and "who"."""
_DENIES_ALL = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)(?:n['’]t| not)\b|\b(?:cannot|won['’]t|can['’]t|never)\b|"
    r"\b(?:saw|see|sees|found|find|had|have|has|made|makes?|there['’]?s|is|was|were|are|with|got|get|gives?) (?:absolutely |really )?"
    r"no (?!(?:longer|matter|doubt|problem|wonder|idea|big deal|need|question|cost|way|different)\b)[a-z]+",
    re.IGNORECASE,
)
"""A finite verb that is denied, or a thing there was none of; "a drug nobody said" denies nothing of the number."""
_ASIDE = re.compile(
    r"\b(?:do|did|does|can|could|will|would)(?:n['’]t| not) (?:want to|know|think|mean|believe|say|lie|care|mind|forget|remember|worry)\b|"
    r"\bif not\b|\bor not\b|\bwhy not\b|\bnot only\b|\bnot just\b|\bnot to mention\b|\bis(?:n['’]t| not) it\b|\bno longer\b",
    re.IGNORECASE,
)
_NONE_OF_THEM = re.compile(r"^[^.?!]*\bnone of (?:them|those|these)\b", re.IGNORECASE)
_STILL = re.compile(
    rf"{_DENIES.pattern}|아직|여전|안에|내에|그대로|남아|남음|(?<![가-힣])미[가-힣]{{1,2}}|이하|미만|이내|최대|밑|아래|낮|적[은다음]|짧|전에|유지|"
    r"지[키켜켰킴]|이상|최소|(?<![가-힣])불[가-힣]"
)
"""What a denial may have become in other words: what is not done yet is 아직 and 그대로."""


def _dropped(quantity: Quantity, heard: Sequence[Mention], claim: Claim) -> str | None:
    """The statement of the number that denies, where the whole Korean has nothing of a denial."""
    if _STILL.search(claim.text) or quantity.low == 1:
        return None
    for mention in heard:
        start, end, text = mention.quantity.start, mention.quantity.end, mention.text
        before, after = text[max(0, start - 160) : start], text[end : end + 100]
        opens = [cut.end() for cut in _COARSE.finditer(before)]
        closes = _COARSE.search(after)
        told = before[opens[-1] if opens else 0 :] + text[start:end] + (after[: closes.start()] if closes else after)
        if _DENIES_ALL.search(_ASIDE.sub(" ", told)) or _NONE_OF_THEM.match(after):
            return told
    return None


_IN_TIME = re.compile(r"\bnot (?:in|for|within|before|until) (?:the (?:last|next|past) )?$", re.IGNORECASE)
"""Before a time this denies; elsewhere "not in" may be an aside."""


def _is_time(quantity: Quantity) -> bool:
    return quantity.kind is Kind.YEAR or quantity.unit.dimension in {"time", "months"}


def _governing(mention: Mention) -> str | None:
    """The clause whose denial holds of the number, where it has one."""
    start, end, text = mention.quantity.start, mention.quantity.end, mention.text
    before, after = text[max(0, start - 90) : start], text[end : end + 50]
    cuts = [cut.end() for cut in _CLAUSE.finditer(before)]
    before = before[cuts[-1] if cuts else 0 :]
    if _OF_TWO.search(before + text[start:end]):
        return None
    in_time = _is_time(mention.quantity) and _IN_TIME.search(before)
    if in_time or _DENIAL.search(before) or _PREDICATE.match(after):
        return before + text[start:end] + after[:24]
    return None


def _is_kept(clause: str, quantity: Quantity, claim: Claim) -> bool:
    """Whether the Korean of the number's clause, or what comes after it, has the denial or what it amounts to."""
    before = claim.text[: quantity.start]
    cuts = [cut.end() for cut in _CLAUSE_KO.finditer(before)]
    told = claim.text[cuts[-1] if cuts else 0 :]
    if _DENIES.search(told):
        return True
    compared = [word[0] for word in _COMPARES.finditer(clause)]
    if not compared:
        return False
    stays = _STAYS_HIGH if _DOWN.fullmatch(compared[-1]) else _STAYS_LOW
    return stays.search(told) is not None


def _may_be_denied(mention: Mention) -> bool:
    """Whether the words before the number, in its sentence, turn it away."""
    start, end, text = mention.quantity.start, mention.quantity.end, mention.text
    before = re.split(r"[.?!]\s|>>", text[max(0, start - 48) : start])[-1]
    return bool(
        _CONTRAST.search(before)
        or _TURNED_AWAY.search(before)
        or _PUT_RIGHT.match(text[end : end + 60])
        or re.match(r"\s+(?:is|was|are|were|do|does|did)(?:n['’]t| not)\b", text[end : end + 24])
    )


def _denied_bare(quantity: Quantity, claim: Claim) -> bool:
    """Whether the digits are turned away without their unit: "6% of the bad patches and not 22"."""
    digits = re.search(r"\d(?:[\d,.]*\d)?", quantity.text)
    if digits is None:
        return False
    turned = re.compile(rf"{_CONTRAST.pattern.removesuffix('$')}{re.escape(digits[0])}(?![\d%])", re.IGNORECASE)
    return any(turned.search(block.text) for block in claim.window)


_PUT_RIGHT = re.compile(
    r"[^.?!]{0,24}[.,;?!]\s(?:(?:and |but |no,? )*(?:that|this|which|it)(?:['’]?s| is| was) (?:wrong|not|false|incorrect|too)|"
    r"(?:no|nope|wrong|actually|in fact|in reality|if (?:only )?(?:we|i|you|they)|we (?:should|could|would)|instead)\b)",
    re.IGNORECASE,
)
"""As in "4.2 million. That's wrong": what follows takes the number back."""


def _invented(quantity: Quantity, mention: Mention, claim: Claim) -> Finding:
    return Finding(
        "number", Severity.ERROR, claim.place, claim.text[quantity.start : quantity.end + 12].strip(),
        f"The Korean denies something of {quantity.text}; the talk denies nothing beside '{mention.quantity.text}'.",
        shown(claim, mention),
    )  # fmt: skip
