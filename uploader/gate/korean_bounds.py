"""How Korean keeps a bound of a number, and how far the words go that say it."""

import re

from uploader.facts.korean_numbers import read_korean
from uploader.facts.quantity import Bound, Quantity

NAMES = {
    Bound.AT_LEAST: "이상/최소",
    Bound.AT_MOST: "최대/이내/이하",
    Bound.ABOUT: "약",
    Bound.AVERAGE: "평균",
    Bound.WHOLLY: "완전히",
}
_BEFORE = {
    Bound.AT_LEAST: re.compile(r"최소|적어도|못해도|하한|한계|문턱|단순|비단"),
    Bound.AT_MOST: re.compile(r"최대|많아야|고작|길어야|불과|한도|상한|한계|제한|기껏|겨우|문턱"),
}
_AFTER = {
    Bound.AT_LEAST: re.compile(
        r"넘|이상|초과|최소|적어도|(?<=[가-힣])여\s|^여[가-힣]|^\s?여 |\+|상회|웃도|웃돌|돌파|보다|"
        r"더|못해도|남짓|훌쩍|하한|"
        r"그치지|이후|앞서|능가|부터|뿐(?:만| 아)"
    ),
    Bound.AT_MOST: re.compile(
        r"이하|미만|이내|최대|까지|안[에으]|안팎|못 ?미|미치지|[도조차] (?:안|채|못|되지|걸리지|"
        r"넘지)|^도 [가-힣]{1,6} ?(?:않|못|안)|채 |(?:되|이르|걸리|차)지 (?:않|못)|"
        r"안 [되돼된됨]|아래|밑|내로|한도|상한|덜|보다|내에|사이|불과|만에|제한|고작|이전|부족|한계|"
        r"하회|낮[은게]|그[치침친쳤]|전에"
    ),
}
_TURNED = re.compile(
    r"(?:넘|초과|웃|이상|상회|돌파|[더많크길높]).{0,16}(?:않|못|없|말[고아라]|안 [되돼된됨]|불가|금지|멈|막)"
)
"""What makes a limit of a lower bound: 넘지 않음, 넘는 것은 없음."""
_REACH = 22  # characters
_CLAUSE_ENDS = re.compile(r"(?:^|[가-힣])(?:고|이고|며|이며|지만|으나|는데|면|자|므로)[ ,]|[,;] ")


def own_clause(text: str, quantity: Quantity) -> str:
    """The Korean around a number as far as its clause goes, at most `_REACH` characters on either side."""
    before, after = text[max(0, quantity.start - _REACH) : quantity.start], text[quantity.end : quantity.end + _REACH]
    opens = [cut.end() for cut in _CLAUSE_ENDS.finditer(before)]
    closes = _CLAUSE_ENDS.search(after)
    return before[opens[-1] if opens else 0 :] + quantity.text + (after[: closes.end()] if closes else after)


def keeps(bound: Bound, text: str, quantity: Quantity) -> bool:
    """Whether the number's clause says this bound in any words of Korean."""
    if bound in quantity.bounds:
        return True
    clause = own_clause(text, quantity)
    at = clause.find(quantity.text)
    before, after = clause[:at], clause[at + len(quantity.text) :]
    if _BEFORE[bound].search(before) or _AFTER[bound].search(after):
        return True
    return bound is Bound.AT_MOST and _TURNED.search(after) is not None


_COMPARED = re.compile(r"[가-힣]{0,3}\s?(?:에 (?:크게 |한참 |훨씬 )?못|에 미치지|[을를] (?:밑|넘|웃|크게)|보다)")


def is_compared(quantity: Quantity, bound: Bound, text: str) -> bool:
    """Whether another number of the text is set against this one: "19%로 사람의 41%에 못 미침" limits nothing."""
    if not _COMPARED.match(text, quantity.end):
        return False
    others = (each for each in read_korean(text) if each.unit == quantity.unit and each.low != quantity.low)
    return any((each.low < quantity.low) is (bound is Bound.AT_MOST) for each in others)
