"""How Korean writes a sound: syllables taken apart, and the rough consonants of a loan word.

Transliteration is loose (앤트로픽, 앤스로픽), so two measures are kept: letters (jamo) for near misses of a known
reading, and a skeleton of consonant classes to see whether "컨텍스트" can be "context".
"""

import re
from functools import lru_cache

_FIRST, _LAST = 0xAC00, 0xD7A3
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

# Vowels and tense consonants that transliteration does not keep apart.
_ALIKE = str.maketrans("ㅐㅒㅖㄲㄸㅃㅆㅉ", "ㅔㅔㅔㄱㄷㅂㅅㅈ")

_CLASS_OF_JAMO = {
    **dict.fromkeys("ㄱㄲㅋ", "k"), **dict.fromkeys("ㄷㄸㅌ", "t"), **dict.fromkeys("ㅂㅃㅍ", "p"), "ㄹ": "l",
    "ㅁ": "m", **dict.fromkeys("ㅅㅆㅈㅉㅊ", "s"), "ㄴ": "n", "ㅎ": "h",
}  # fmt: skip
_CLASS_OF_LETTER = {
    **dict.fromkeys("ckgqx", "k"), **dict.fromkeys("td", "t"), **dict.fromkeys("pbfv", "p"), **dict.fromkeys("lr", "l"),
    "m": "m", "n": "n", **dict.fromkeys("szj", "s"), "h": "h",
}  # fmt: skip
_SPELLINGS = (("tion", "sn"), ("tch", "s"), ("sch", "sk"), ("ch", "s"), ("sh", "s"), ("ph", "p"), ("ck", "k"),
              ("th", "s"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "se"), ("gi", "si"), ("dg", "s"),
              ("x", "ks"), ("ng", "n"), ("wh", "w"), ("kn", "n"))  # fmt: skip


@lru_cache(maxsize=4096)
def jamo(text: str) -> str:
    """`text` with each syllable taken apart, look-alike vowels and tense consonants made one, spaces dropped."""
    letters: list[str] = []
    for char in text:
        code = ord(char)
        if _FIRST <= code <= _LAST:
            first, rest = divmod(code - _FIRST, 21 * 28)
            vowel, last = divmod(rest, 28)
            letters += (_INITIALS[first] if _INITIALS[first] != "ㅇ" else "", _VOWELS[vowel], _FINALS[last])
        elif not char.isspace():
            letters.append(char)
    return "".join(letters).translate(_ALIKE)


@lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """A word's consonant classes, in Hangul or Latin script, doubles made one: `context` and `컨텍스트` are alike."""
    if word.isascii():
        folded = word.casefold()
        for spelling, sound in _SPELLINGS:
            folded = folded.replace(spelling, sound)
        classes = [_CLASS_OF_LETTER.get(letter, "") for letter in folded]
    else:
        classes = [_class(letter) for letter in jamo(word)]
    return re.sub(r"(.)\1+", r"\1", "".join(classes))


def _class(letter: str) -> str:
    return "n" if letter == "ㅇ" else _CLASS_OF_JAMO.get(letter, "")


def sounds_like(korean: str, english: str) -> bool:
    """Whether a Hangul word can be an English one, as Koreans write it; generous, for excuses only."""
    left, right = skeleton(korean), skeleton(english)
    if not left or not right or left[0] != right[0]:
        return False
    return distance(left, right, limit := max(1, len(right) // 3)) <= limit


def distance(left: str, right: str, limit: int) -> int:
    """Edits (insert, delete, replace, swap neighbours) between two strings; `limit + 1` where there are more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, start=1):
        new = [at]
        for place, other in enumerate(right, start=1):
            cost = min(row[place] + 1, new[-1] + 1, row[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == right[place - 2] and left[at - 2] == other:
                cost = min(cost, before[place - 2] + 1)
            new.append(cost)
        if min(new) > limit:
            return limit + 1
        before, row = row, new
    return min(row[-1], limit + 1)
