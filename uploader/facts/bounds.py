"""Words beside a number that change what it claims: at least, at most, about, on average.

English cues are sought in the few words before and after a number; Korean ones stand directly at it. A Korean word
that is no bound where it stands (이상 탐지, 최대 모델) is not taken for one.
"""

import re

from uploader.facts.english_numbers import read_english
from uploader.facts.quantity import NONE, Bound, Kind

_BEFORE: tuple[tuple[Bound, str], ...] = (
    (
        Bound.AT_LEAST,
        (
            r"at (?:the very )?least|(?<!no )more than|greater than|(?<!not )over|above|north of|upwards? of|"
            r"exceed\w*|cross\w*|broke|break\w*|pass(?:ed|es|ing)?|"
            r"minimum(?: of)?|no (?:less|fewer) than|not less than|beyond|surpass\w*|past|well over|top(?:s|"
            r"ped)|higher than|"
            r"larger than|bigger than|longer than|older than|heavier than|later than|further than|a good|>=?|≥"
        ),
    ),
    (
        Bound.AT_MOST,
        (
            r"up to|at (?:the very )?most|(?<!no )less than|(?<!no )fewer than|lower than|smaller than|under|"
            r"below|within|"
            r"no more than|not more than|not over|maximum(?: of)?|max(?: of)?|as (?:many|much|high|long|large|"
            r"big|far|fast) as|"
            r"sub|not even|not quite|just shy of|shorter than|younger than|newer than|<=?|≤|"
            r"capped at|limit(?:ed)? (?:of|to)|faster than|"
            r"tops out at|cheaper than"
        ),
    ),
    (
        Bound.ABOUT,
        (
            r"about|around|roughly|approximately|approx|almost|nearly|close to|something like|"
            r"somewhere (?:around|between|near|in)|"
            r"like|maybe|probably|some|~|order of|call it|let'?s say|say|ballpark|circa|an estimated|"
            r"estimated?|i think|"
            r"kind of|sort of|on the order of|practically|essentially|basically|effectively|just (?:over|"
            r"under|about|shy of)|a little (?:over|under|more|less)|"
            r"towards?|approaching|nearing|perhaps|more or less|give or take|pretty much|virtually"
        ),
    ),
    (Bound.AVERAGE, r"averag\w*|mean|typical\w*|median|usual\w*|normally|generally|expected"),
)
_AFTER: tuple[tuple[Bound, str], ...] = (
    (
        Bound.AT_LEAST,
        (
            r"or (?:more|higher|greater|above|better|longer)|plus|\+|and (?:up|above|more|counting)|minimum|"
            r"at (?:the )?least|some"
        ),
    ),
    (Bound.AT_MOST, r"or (?:less|fewer|lower|under|below)|maximum|max|at (?:the )?most|tops|limit|cap"),
    (
        Bound.ABOUT,
        (
            r"or so|ish|-ish|something|give or take|roughly|approximately|or thereabouts|or something|"
            r"around there|more or less"
        ),
    ),
    (Bound.AVERAGE, r"on average|average|averaged|mean|median|typically|usually"),
)


def _join(table: tuple[tuple[Bound, str], ...], prefix: str, suffix: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{b.name}>{prefix}(?:{w}){suffix})" for b, w in table), re.IGNORECASE)


_BEFORE_CUE = _join(_BEFORE, r"(?<![a-z'])", r"(?![a-z])")
_AFTER_CUE = _join(_AFTER, r"(?<![a-z'])", r"(?![a-z])")
_FIRM = re.compile(
    r"(?P<AT_MOST>(?<!not )\bup to|\bat (?:the very )?most|(?<!no )(?<!not )\b(?:less|fewer|lower|"
    r"shorter|smaller|cheaper) than|"
    r"\b(?:no|not|never) more than|\bwithin|\bnot even|\bnot quite|\bcapped at|"
    r"(?<!not )(?<!n't )(?<!from )(?<!just )(?<!little )(?<!bit )\b(?:under|below))"
    r"|(?P<AT_LEAST>\bat (?:the very )?least|(?<!no )(?<!not )(?<!never )(?<!little )(?<!bit )\bmore than|\bno (?:less|"
    r"fewer) than|\bnot less than|\bupwards? of|\bnorth of|(?<!just )(?<!little )(?<!bit )\babove|"
    r"\bexceed(?:s|ed|ing)?|"
    r"\b(?:greater|higher|larger|bigger|longer|older|later) than|(?P<OVER>(?<!just )(?<!little )(?<!bit )\bover))",
    re.IGNORECASE,
)
_NO_BOUND = re.compile(
    r"\b(?:go|goes|going|gone|went|walk\w*|run|ran|look\w*|iterat\w*|loop\w*|averag\w*|spread|control|win|won|"
    r"advantage|improvement|prefer\w*|hand\w*|turn\w*|roll\w*|flip\w*|moved?|carr\w*|all|choose|chose|argu\w*|summed|"
    r"distributed|amorti[sz]ed|calculated|measured|search\w*|quer(?:y|ies)|scan\w*|happen\w*|grew|"
    r"grow\w*|chang\w*)(?: \w+){0,2} $",
    re.IGNORECASE,
)
"""What before "over" makes another word of it: "go over five slides", "averaged over three runs"."""
_LASTS = re.compile(
    r"\b(?:tak(?:es?|ing|en)|took|sav(?:es?|ed|ing)|last(?:s|ed)?|needs?|needed|is|are|was|were|been|for|wait\w*|well|spen[dt]\w*|"
    r"costs?|runs|require\w*|at|to)(?: \w+)? $",
    re.IGNORECASE,
)
"""What before "over" and a time makes it a bound: "it saves over two hours"; else it is "in the course of"."""
_TIME = re.compile(r"\W*(?:[\w.,]+\W+){1,3}?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s$€£]*(?:(?:a|an|the|about|like|uh|um|you know|just|only|maybe)[\s,]+)*[$€£]?", re.IGNORECASE)
_SENTENCE = re.compile(r"[.?!]\s|>>")
_REACH_BEFORE, _REACH_AFTER, _REACH_OWN = 44, 26, 90
_FIRM_BOUNDS = {Bound.AT_LEAST, Bound.AT_MOST}
_DENIED = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|cannot|hardly|neither|nor|without)\b|n['’]t\b", re.IGNORECASE
)
_JOINT = re.compile(r"\s*(?:[-–—/]|to|or|and|,)?\s*[$€£]?", re.IGNORECASE)
"""What joins two numbers that share their cue: "at least 5 or 6"."""
_BEYOND_IT = re.compile(
    r"[^.?!]{0,24}[.,;]?\s(?:and |so |if |anything |everything |when )*(?:it['’]?s |you['’]re |"
    r"you are |we['’]re |it is )?"
    r"(?:above|over|beyond|past|more than|exceeds?|after|greater than|(?P<below>below|under|"
    r"less than|fewer than|before))"
    r"\s(?:that|this|it)\b",
    re.IGNORECASE,
)
"""As in "our limit is 0.1, above that we stop": what follows says on which side of the number something happens."""


def _clause_before(text: str, start: int) -> str:
    before = text[max(0, start - _REACH_BEFORE) : start]
    cuts = [cut.end() for cut in _SENTENCE.finditer(before)]
    return before[cuts[-1] :] if cuts else before


def own_words(text: str, start: int, end: int, reach: int = _REACH_OWN) -> tuple[str, str]:
    """The words before and after the number at `start`…`end` that lie between it and the numbers beside it.

    What limits one number limits no other: of "after more than 40 turns it drops to 68%" the 68 has nothing above it.
    """
    first, last = max(0, start - reach), min(len(text), end + reach)
    for each in read_english(text):
        one = each.low == 1 and each.unit is NONE
        if each.kind is not Kind.AMOUNT or each.other or each.vague or one:
            continue
        if each.end <= start and not _JOINT.fullmatch(text, each.end, start):
            first = max(first, each.end)
        elif each.start >= end and not _JOINT.fullmatch(text, end, each.start):
            last = min(last, each.start)
    return text[first:start], text[end:last]


def english_bounds(text: str, start: int, end: int) -> frozenset[Bound]:
    """Every cue near the number at `start`…`end`: what a Korean bound may rest on. Generous, but no other number's."""
    own_before, own_after = own_words(text, start, end)
    after = own_after[:_REACH_AFTER]
    cut = _SENTENCE.search(after)
    after = after[: cut.start()] if cut else after
    before = _clause_before(text, start)[-len(own_before) :] if own_before else ""
    found = {Bound[name] for cue in _BEFORE_CUE.finditer(before) if (name := cue.lastgroup)}
    found |= {Bound[name] for cue in _AFTER_CUE.finditer(after) if (name := cue.lastgroup)}
    if found & _FIRM_BOUNDS and is_denied(text, start):
        found |= _FIRM_BOUNDS
    if beyond := _BEYOND_IT.match(text, end):
        found |= {Bound.AT_MOST if beyond["below"] else Bound.AT_LEAST}
    return frozenset(found)


def is_denied(text: str, start: int) -> bool:
    """Whether the words before the number deny: "can't wait more than half a second" is half a second at most."""
    before = _clause_before(text, start)
    cues = [cue.start() for cue in _BEFORE_CUE.finditer(before)]
    return _DENIED.search(before[: cues[-1]] if cues else before) is not None


def firm_bound(text: str, start: int) -> tuple[Bound, str] | None:
    """The bound that stands directly before the number and must not be lost: up to, at least, less than, over."""
    before = _clause_before(text, start)
    last = None
    for cue in _FIRM.finditer(before):
        last = cue
    if last is None or last.lastgroup is None or not _BETWEEN.fullmatch(before, last.end()):
        return None
    if last["OVER"]:
        return (Bound.AT_LEAST, last[0]) if _is_bound(before[: last.start()], text[start:]) else None
    return Bound["AT_MOST" if last["AT_MOST"] else "AT_LEAST"], last[0]


def _is_bound(before: str, number: str) -> bool:
    """Whether an "over" after `before` and in front of `number` sets a bound."""
    if _NO_BOUND.search(before):
        return False
    return _LASTS.search(before) is not None or not _TIME.match(number[:40])


_KO_BEFORE = re.compile(
    r"(?:(?P<AT_LEAST>최소한?|적어도|못해도)|(?P<AT_MOST>최대|많아야|고작해야|길어야)|"
    r"(?P<ABOUT>(?<![가-힣])약|대략|거의|어림잡아|얼추|(?<![\d가-힣%A-Za-z\\])~|≈)"
    r"|(?P<AVERAGE>평균적으로|평균)|(?P<WHOLLY>완전히))\s*(?:[가-힣]{1,4}\s)?\s*[$€£¥₩~]?$"
)
_KO_AFTER = re.compile(
    r"\s*(?:간|분량|어치|짜리|규모|수준|의|가|이|을|를|은|는|째)?\s*(?:"
    r"(?P<AT_LEAST>이상(?!하|한|징|적|치|행|탐|현)|초과|넘|웃도|웃돌|상회|\+(?!\s?\d)|돌파|을 넘|"
    r"를 넘|을 웃|보다 (?:많|크|높|길|오래|더))"
    r"|(?P<AT_MOST>이하|이내|미만|내로|에 못|안 [되돼된됨될]|도 안|도 채|못 미|을 밑|를 밑|"
    r"보다 (?:적|작|낮|짧|빠|덜|싸))"
    r"|(?P<ABOUT>정도|가량|쯤|안팎|내외|남짓|전후|가까|육박|여\s|여(?!서|야|도)(?=[가-힣]{1,2}\s)|에 가까|에 육박|꼴)"
    r"|(?P<AVERAGE>평균))"
)
_YEO = re.compile(r"여(?!서|야|도)(?=\s?(?:[가-힣]))")


def korean_bounds(text: str, start: int, end: int, digits_end: int) -> frozenset[Bound]:
    """The bounds that Korean puts directly before or after a number (`digits_end`: where its numeral ends)."""
    found: set[Bound] = set()
    before, at = text[max(0, start - 14) : start], 0
    while cue := _KO_BEFORE.search(before[: len(before) - at]):
        name = cue.lastgroup
        if name is None:
            break
        found.add(Bound[name])
        at = len(before) - cue.start()
    position = end
    while cue := _KO_AFTER.match(text, position):
        name = cue.lastgroup
        if name is None:
            break
        found.add(Bound[name])
        position = cue.end()
    if _YEO.match(text, digits_end):
        found |= {Bound.ABOUT, Bound.AT_LEAST}
    return frozenset(found)
