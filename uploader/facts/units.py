"""Units as English and Korean write them, each bound to one dimension.

Months and years are a dimension apart from seconds: a year is twelve months, but no fixed number of days.
"""

import re
from decimal import Decimal

from uploader.facts.quantity import COUNT, NONE, PERCENT, POINTS, SCORE, TIMES, Unit

D = Decimal
_DAY = D(86400)
_SECOND, _MINUTE, HOUR = Unit("seconds", "time"), Unit("minutes", "time", D(60)), Unit("hours", "time", D(3600))
DAY, WEEK = Unit("days", "time", _DAY), Unit("weeks", "time", _DAY * 7)
MONTH, YEAR = Unit("months", "months"), Unit("years", "months", D(12))
_MS, _US, _NS = (Unit(name, "time", D(1).scaleb(-power)) for name, power in (("ms", 3), ("µs", 6), ("ns", 9)))
USD, EUR, GBP = Unit("dollars", "usd"), Unit("euros", "eur"), Unit("pounds", "gbp")
KRW, JPY, CNY = Unit("won", "krw"), Unit("yen", "jpy"), Unit("yuan", "cny")
KRONE, RUPEE, FRANC = Unit("kroner", "krone"), Unit("rupees", "inr"), Unit("francs", "chf")
LITRE = Unit("litres", "litres")
DECADE, CENTURY = Unit("decades", "months", D(120)), Unit("centuries", "months", D(1200))

SIGNS = {"$": USD, "€": EUR, "£": GBP, "₩": KRW, "¥": JPY}
"""Currency signs that stand before a number."""

ENGLISH: tuple[tuple[str, Unit], ...] = (
    (
        r"percentage[ -]points?|percent[ -]points?|per ?cent points?|%p(?![a-z])|% points?|pp(?![a-z])|ppt(?![a-z])",
        POINTS,
    ),
    (r"basis points?|bps(?![a-z])", Unit("basis points", "points", D("0.0001"))),
    (r"percent(?!i)|per ?cent(?![a-z])|%|percentage(?![a-z])", PERCENT),
    (r"points?(?![a-z])|pts?(?![a-z])|stars?(?![a-z])", SCORE),
    (r"(?:us |u\.s\. )?dollars?(?![a-z])|bucks?(?![a-z])|usd(?![a-z])|\$", USD),
    (r"cents?(?![a-z])|¢", Unit("cents", "usd", D("0.01"))),
    (r"grand(?![a-z])", Unit("thousand dollars", "usd", D(1000))),
    (r"euros?(?![a-z])|eur(?![a-z])|€", EUR),
    (r"pounds?(?: sterling)?(?![a-z])|quid(?![a-z])|gbp(?![a-z])|£", GBP),
    (r"won(?![a-z])|krw(?![a-z])|₩", KRW),
    (r"yen(?![a-z])|jpy(?![a-z])", JPY),
    (r"yuan(?![a-z])|rmb(?![a-z])|renminbi(?![a-z])", CNY),
    (r"pence(?![a-z])|penny(?![a-z])|pennies(?![a-z])", Unit("pence", "gbp", D("0.01"))),
    (r"kron(?:er?|or|a|e)(?![a-z])|crowns?(?![a-z])", KRONE),
    (r"rupees?(?![a-z])", RUPEE),
    (r"(?:swiss )?francs?(?![a-z])|chf(?![a-z])", FRANC),
    (r"lit(?:er|re)s?(?![a-z])", LITRE),
    (r"kilowatt[- ]hours?(?![a-z])|kwh(?![a-z])", Unit("kWh", "joules", D(3_600_000))),
    (r"milli ?seconds?(?![a-z])|millis(?![a-z])|ms(?![a-z])|msecs?(?![a-z])", _MS),
    (r"micro ?seconds?(?![a-z])|[µμu]s(?![a-z])", _US),
    (r"nano ?seconds?(?![a-z])|ns(?![a-z])", _NS),
    (r"seconds?(?![a-z])|secs?(?![a-z])|s(?![a-z])(?!')", _SECOND),
    (r"minutes?(?![a-z])|mins?(?![a-z])", _MINUTE),
    (r"hours?(?![a-z])|hrs?(?![a-z])|h(?![a-z])", HOUR),
    (r"days?(?![a-z])", DAY),
    (r"weeks?(?![a-z])|wks?(?![a-z])", WEEK),
    (r"months?(?![a-z])", MONTH),
    (r"years?(?![a-z])|yrs?(?![a-z])", YEAR),
    (r"decades?(?![a-z])", DECADE),
    (r"centur(?:y|ies)(?![a-z])", CENTURY),
    *(
        (rf"{word}?bytes?(?![a-z])|{short}i?b(?![a-z])", Unit(f"{short.upper()}B", "bytes", D(1000) ** power))
        for power, (word, short) in enumerate(
            (("kilo", "k"), ("mega", "m"), ("giga", "g"), ("tera", "t"), ("peta", "p")), start=1
        )
    ),
    (r"bytes?(?![a-z])", Unit("bytes", "bytes")),
    (r"gigs?(?![a-z])", Unit("GB", "bytes", D(1000) ** 3)),
    (r"megs?(?![a-z])", Unit("MB", "bytes", D(1000) ** 2)),
    (r"bits?(?![a-z])", Unit("bits", "bits")),
    (r"(?:times|fold)(?![a-z])|x(?![a-z])|×", TIMES),
    (r"kilowatts?(?![a-z])|kw(?![a-z])", Unit("kW", "watts", D(1000))),
    (r"megawatts?(?![a-z])|mw(?![a-z])", Unit("MW", "watts", D(10) ** 6)),
    (r"gigawatts?(?![a-z])|gw(?![a-z])", Unit("GW", "watts", D(10) ** 9)),
    (r"watts?(?![a-z])|w(?![a-z])", Unit("W", "watts")),
    (r"gigahertz(?![a-z])|ghz(?![a-z])", Unit("GHz", "hertz", D(10) ** 9)),
    (r"megahertz(?![a-z])|mhz(?![a-z])", Unit("MHz", "hertz", D(10) ** 6)),
    (r"kilohertz(?![a-z])|khz(?![a-z])", Unit("kHz", "hertz", D(1000))),
    (r"hertz(?![a-z])|hz(?![a-z])", Unit("Hz", "hertz")),
    (r"kilomet(?:er|re)s?(?![a-z])|km(?![a-z])", Unit("km", "metres", D(1000))),
    (r"met(?:er|re)s(?![a-z])", Unit("m", "metres")),
    (r"miles?(?![a-z])", Unit("miles", "miles")),
    (r"kilograms?(?![a-z])|kilos?(?![a-z])|kg(?![a-z])", Unit("kg", "grams", D(1000))),
    (r"degrees?(?![a-z])|°c?", Unit("degrees", "degrees")),
)

_END = (
    r"(?=$|[^가-힣]|간|이[^상하내]|가|을|를|은|는|에|의|도|만|로|으로|부터|까지|동안|마다|당|후|전|내|"
    r"안|뒤|째|짜리|여|쯤|과|와|씩|치|꼴|임|인|였|뿐|밖|나(?![가-힣]{2})|라[는고]|든|꽤)"
)
"""What may follow a one-syllable unit that stands apart from its number: nothing, or a particle."""

_COUNTERS = (
    "가지|조각|개사|개국|개소|군데|개|명|번|회|건|종류|종|곳|대|장|줄|권|편|쌍|팀|단계|차례|인|사람|"
    "층|행|칸|쪽|페이지|토큰|파라미터|"
    "매개변수|문장|단어|글자|자|라인|커밋|차원|프레임|샷|턴|홉|겹|축|마리|살|세대|세|배치|에포크|"
    "레이어|노드|코어|문항|문제|"
    "항목|분기|부분|부|요소|방식|유형|모델|도구|에이전트|기업|회사|곡|통|벌|잔|살|여 |트랙|시즌|판|"
    "표(?!준|면|현|시|기)|석|채|척|그루|수준|파일|테이블"
)

_NUMERATOR = r"\s?(?:\d|[일이삼사오육칠팔구십백천만]+(?:$|[^가-힣]|을|를|이|가|은|는|로|만|에|도))"
"""What makes a fraction of 10분의; before anything else it is ten minutes of something."""

KOREAN: tuple[tuple[str, Unit], ...] = (
    (r"%p|%포인트|% 포인트|퍼센트 ?포인트|퍼센트p", POINTS),
    (r"bp(?![a-z])|베이시스 ?포인트", Unit("basis points", "points", D("0.0001"))),
    (r"%|퍼센트|프로(?![가-힣])", PERCENT),
    (r"점(?![가-힣]?진|심|검|유)|포인트", SCORE),
    (r"달러|불(?=$|[^가-힣])", USD),
    (r"센트", Unit("cents", "usd", D("0.01"))),
    (r"유로", EUR),
    (r"파운드", GBP),
    (r"엔(?![가-힣]?진|드|지|비|터)", JPY),
    (r"위안", CNY),
    (r"원(?![가-힣]?칙|본|격|인|리|천|활|하|래)", KRW),
    (r"펜스|페니", Unit("pence", "gbp", D("0.01"))),
    (r"크로네|크로나", KRONE),
    (r"루피(?!아)", RUPEE),
    (r"스위스 ?프랑|프랑(?!스|켄)", FRANC),
    (r"리터", LITRE),
    (r"킬로와트시", Unit("kWh", "joules", D(3_600_000))),
    (r"밀리초", _MS),
    (r"마이크로초", _US),
    (r"나노초", _NS),
    (r"초(?!과|기|안|반|보|점|대)", _SECOND),
    (rf"분(?!의|기|석|야|류|포|산|할|위|리|량|명|배)|(?<=\d)분(?=의(?!{_NUMERATOR}))", _MINUTE),
    (r"시간", HOUR),
    (r"개월", MONTH),
    (r"주일|주(?!요|장|목|제|기|체|도|년|로|소|문|식|행|차)", WEEK),
    (r"주차", COUNT),
    (r"달(?!러|성|하)", MONTH),
    (r"년대", Unit("decade", "decade")),
    (r"주년|년|해(?=$|[^가-힣]|간|동|를|에)", YEAR),
    (r"일(?!반|관|정|부|치|상|괄|종|련|원|체|단|어|으|본|컬|대|을 )", DAY),
    (r"세기", Unit("century", "ordinal")),
    (r"킬로바이트", Unit("KB", "bytes", D(1000))),
    (r"메가바이트|메가(?!와트|헤르츠|비트|픽셀|토큰|톤)", Unit("MB", "bytes", D(1000) ** 2)),
    (r"기가바이트|기가(?![가-힣])", Unit("GB", "bytes", D(1000) ** 3)),
    (r"테라바이트", Unit("TB", "bytes", D(1000) ** 4)),
    (r"바이트", Unit("bytes", "bytes")),
    (r"비트", Unit("bits", "bits")),
    (r"배(?!치|경|포|열|송|정|분|우|제|선)|갑절|곱절", TIMES),
    (r"메가와트", Unit("MW", "watts", D(10) ** 6)),
    (r"기가와트", Unit("GW", "watts", D(10) ** 9)),
    (r"킬로와트", Unit("kW", "watts", D(1000))),
    (r"와트", Unit("W", "watts")),
    (r"킬로미터", Unit("km", "metres", D(1000))),
    (r"미터", Unit("m", "metres")),
    (r"마일", Unit("miles", "miles")),
    (r"킬로그램", Unit("kg", "grams", D(1000))),
    (r"도(?=$|[^가-힣]|의|까|로|이)", Unit("degrees", "degrees")),
    (_COUNTERS, COUNT),
)

_ONE_SYLLABLE = re.compile(r"[가-힣]")


def _pattern(table: tuple[tuple[str, Unit], ...], flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<u{at}>{words})" for at, (words, _) in enumerate(table)), flags)


_ENGLISH = _pattern(ENGLISH, re.IGNORECASE)
_KOREAN = _pattern(KOREAN, re.NOFLAG)
_TAIL = re.compile(_END)


def english_unit(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit whose English word begins exactly at `at`, and where it ends."""
    found = _ENGLISH.match(text, at)
    if found is None or found.lastgroup is None:
        return None
    return ENGLISH[int(found.lastgroup[1:])][1], found.end()


def korean_unit(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit that follows a Korean number ending at `at` (a space between allowed), and where it ends."""
    apart = text.startswith(" ", at)
    at += apart
    found = _KOREAN.match(text, at)
    if found is None or found.lastgroup is None:
        latin = english_unit(text, at) if text[at : at + 1].isascii() else None
        return latin if latin and latin[0] is not NONE else None
    single = found.end() - at == 1 and _ONE_SYLLABLE.match(text, at)
    if apart and single and not _TAIL.match(text, found.end()):
        return None
    unit = KOREAN[int(found.lastgroup[1:])][1]
    return None if unit.name == "degrees" and not _WARMTH.search(text) else (unit, found.end())


_WARMTH = re.compile(r"섭씨|화씨|온도|기온|영하|각도|회전|기울|돌[려린림아]|꺾|°")
"""What 도 is said of where it counts degrees; elsewhere it is the particle: 3.5도 마찬가지."""


_CUES = {unit: re.compile(rf"(?:(?<![a-z])|(?<=\d))(?:{words})", re.IGNORECASE) for words, unit in ENGLISH}


_MONEY = re.compile(
    r"\b(?:arr|mrr|gmv|revenues?|run[ -]rate|valued|valuations?|funding|raised|salar(?:y|ies)|bookings|profits?|"
    r"bills?|budgets?|costs?|paid|pays?|spen[dt]|spending|price[ds]?|prices)\b",
    re.IGNORECASE,
)
"""What is counted in money without saying so: "we do about 90 billion run rate"."""


_SCORES = re.compile(
    r"\b(?:satisfaction|nps|csat|marks?|out of (?:5|10|100|five|ten)|scor(?:e[sd]?|ing)|rat(?:e[sd]|"
    r"ing)s?|grad(?:e[sd]?|ing)|scale)\b",
    re.IGNORECASE,
)
"""What is counted in points without saying so: "a score from one to five"."""

_SHARES = re.compile(
    r"\b(?:accura(?:cy|te)|precision|recall|f1|(?:success|pass|win|solve|hit|error|resolution) rates?)\b", re.IGNORECASE
)
"""What is counted in per cent without saying so: "an accuracy of 93.4"."""


def says_unit(unit: Unit, text: str) -> bool:
    """Whether English `text` holds a word of this unit itself: what a bare number near it may be counted in."""
    cue = _CUES.get(unit)
    if cue is not None and cue.search(text):
        return True
    silent = {USD: _MONEY, SCORE: _SCORES, PERCENT: _SHARES}.get(unit)
    return silent is not None and silent.search(text) is not None
