import random
from dataclasses import replace

import pytest

from uploader.ids import parse_video_id
from uploader.models import Cue, Details, Talk, Transcript
from uploader.talk.blocks import read_talk
from uploader.talk.usable import why_unusable

SPEECH = """
Good morning and thank you for coming. I work on small engines, and what I want to talk about is what happens when you
run them on rain. We have built nine of these in the shed behind my house, and not one of them has been easy to start.
The first thing you learn is that rain is not clean. It comes with leaves, with dust, and with whatever the birds have
left on your roof, so you need a filter before you need anything else. Our first filter was an old sock. It held for
about two days. The second was a sieve from the kitchen, and my wife has not forgiven me for that one.
Then there is pressure. A tank on the roof gives you less than half a bar, which is enough to water tomatoes but it is
not enough to turn a wheel. So we raised the tank by four metres and measured again. The wheel turned, slowly, for
eleven minutes, and this was the best afternoon of the whole year. People ask whether it can power a house. It can not.
It powers one lamp, and only when it has been raining, which is when you are inside and would like to have a lamp.
What would I do differently? I would measure first and build later. We changed three things at once in the spring and
then we had no idea which of them had helped. If you take one thing home from this talk, let it be that. Any questions?
"""
GERMAN = """
Guten Morgen und danke, dass Sie gekommen sind. Ich arbeite an kleinen Motoren und möchte erzählen, was geschieht,
wenn man sie mit Regen betreibt. Wir haben neun davon im Schuppen hinter meinem Haus gebaut, und keiner war leicht.
"""
DETAILS = Details(parse_video_id("aB3-_x9Yz01"), "Rain Is Fuel — Ada Byron, Engines Ltd", "Workshop")


def talk(text: str = SPEECH, details: Details = DETAILS, *, rate: float = 2.5, duration: float | None = None) -> Talk:
    """`text` at `rate` words a second, eight words a cue."""
    words = text.split()
    cues = tuple(
        Cue(at / rate, len(words[at : at + 8]) / rate, " ".join(words[at : at + 8])) for at in range(0, len(words), 8)
    )
    length = len(words) / rate if duration is None else duration
    transcript = Transcript(details.video_id, "en", auto_generated=True, source="file", cues=cues)
    return read_talk(replace(details, duration=length), transcript)


def scrambled(copies: int) -> str:
    """A long speech whose phrases are its own."""
    shuffled = random.Random(7)
    return " ".join(" ".join(shuffled.sample(SPEECH.split(), 200)) for _ in range(copies))


def test_a_talk_is_usable_short_or_long_and_slow() -> None:
    assert why_unusable(talk()) is None
    assert why_unusable(talk(" ".join(SPEECH.split()[:60]))) is None
    assert why_unusable(talk(rate=0.5)) is None
    assert why_unusable(talk(scrambled(30))) is None


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (talk(""), "nothing is said"),
        (talk("[music] [applause]"), "nothing is said"),
        (talk("Thank you all for coming."), "too few words: 5"),
        (talk(rate=0.3), "too few words: "),
        (talk(duration=3_600), "too few words: "),
        (talk(rate=40), "too many words: "),
        (talk(GERMAN), "not English"),
        (talk(GERMAN * 5), "not English"),
        (talk("Доброе утро и спасибо что пришли " * 10), "not English: 100% of the letters are of another script"),
        (talk("작은 엔진을 비로 돌리는 이야기를 하려고 합니다 " * 10), "not English: 100%"),
        (talk("the rain and " + "the " * 60), "one word over and over: 'the'"),
        (talk("and this is what we have for you to see it with that one " * 20), "the same phrases over and over"),
        (talk(duration=300), "captions stop at"),
        (talk(scrambled(9), duration=300), "captions run to"),
    ],
)
def test_a_transcript_that_is_none_is_refused_with_its_reason(made: Talk, reason: str) -> None:
    assert (why_unusable(made) or "usable").startswith(reason)


def test_a_talk_with_most_of_its_middle_missing_is_refused() -> None:
    whole = talk(scrambled(6))
    cues = [Cue(block.start, 2, block.text) for block in whole.blocks]
    apart = tuple(replace(cue, start=cue.start + (1_200 if at >= len(cues) // 2 else 0)) for at, cue in enumerate(cues))
    transcript = Transcript(DETAILS.video_id, "en", auto_generated=True, source="file", cues=apart)
    assert why_unusable(read_talk(replace(DETAILS, duration=1_700), transcript)) == "captions cover 28% of the video"


FOREIGN = replace(DETAILS, title="Quantum Annealing at Night — Zed Quill, Cryostat Labs")
RELATED = (
    "Small engines, rainwater, filters and tank pressure: what nine machines in a shed behind a house taught us about "
    "measuring before building, and why one lamp was the best afternoon of the year."
)


@pytest.mark.parametrize(
    ("details", "usable"),
    [
        (FOREIGN, False),
        (replace(FOREIGN, title="What You Need to Know about Quantum Annealing — Zed Quill, Cryostat"), False),
        (replace(FOREIGN, description="Superconducting qubits, cryogenics, magnets. " * 3), False),
        (replace(FOREIGN, description=RELATED), True),
        (replace(DETAILS, title="Fuelled by the Sky — Ada Byron, Raine Ltd"), True),  # "rain" is heard for "Raine"
        (replace(DETAILS, title="6 Things to Know about AI Agents in 2026"), True),  # nothing to judge by
        (replace(DETAILS, title="Measuring What Matters, Differently"), True),
        (replace(DETAILS, title="빗물로 돌리는 엔진"), True),
    ],
)
def test_only_a_talk_that_shares_nothing_with_title_and_description_is_anothers(
    details: Details, *, usable: bool
) -> None:
    reason = why_unusable(talk(details=details))
    assert (reason is None) is usable
    assert usable or "nothing of the title is said: " in str(reason)
