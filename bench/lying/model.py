"""A model that knows the careful answers and tells lies at a rate: wrong numbers, years, names, expansions, quotes."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any, Literal

from bench.gate.corpus import CleanTalk
from bench.gate.korean import figures, names, put, write
from uploader.models import Answer, Request, Usage

Repairs = Literal["careful", "lying in what came back", "lying anew"]

_SECTION = re.compile(r"^section: (s\d+)$", re.MULTILINE)
_SENT_BACK = re.compile(r"^\d+\. bullet (\d+):", re.MULTILINE)
_BYTES_PER_TOKEN = 4
_FOREIGN = ("Zentrix", "Haldimar", "Velmora", "Ostrava Systems")


@dataclass
class LyingModel:
    """Fits the workflow's `Model`. `lies` counts the false bullets it told, `tokens` what each stage took."""

    talk: CleanTalk
    rate: float
    repairs: Repairs
    lies: int = 0
    tokens: dict[str, int] = field(default_factory=dict)
    name: str = "liar"

    def key(self, request: Request, draft: int) -> str:
        """A hash of all that is sent."""
        sent = [(message.role, message.content) for message in request.messages]
        return hashlib.sha256(json.dumps([draft, request.schema_name, sent]).encode()).hexdigest()

    def at_most(self, request: Request) -> Decimal:
        """Nothing: it costs nothing."""
        del request
        return Decimal(0)

    def cost(self, usage: Usage) -> Decimal:
        """Nothing."""
        del usage
        return Decimal(0)

    def ask(self, request: Request) -> Answer:
        """The careful answer, or what it makes of it."""
        last = request.messages[-1].content
        section = _SECTION.search(last)
        random = Random(f"{self.talk.name} {self.rate} {request.label} {self.key(request, 0)}")
        if request.schema_name == "section" and section:
            answer = self._section(section[1], request, last, random)
        else:
            answer = self.talk.answers["outline" if request.schema_name in {"outline", "names"} else "merge"]
        text = json.dumps(answer, ensure_ascii=False)
        usage = Usage(_tokens(*(message.content for message in request.messages)), _tokens(text))
        self.tokens[request.stage] = self.tokens.get(request.stage, 0) + usage.input + usage.output
        return Answer(text, self.name, usage, "stop")

    def _section(self, name: str, request: Request, last: str, random: Random) -> Mapping[str, Any]:
        careful = self.talk.answers[name]
        if request.stage != "repair":
            return {**careful, "bullets": [self._told(bullet, random) for bullet in careful["bullets"]]}
        if self.repairs == "careful":
            return careful
        if self.repairs == "lying anew":
            return {**careful, "bullets": [self._told(bullet, random) for bullet in careful["bullets"]]}
        before = json.loads(next(m.content for m in reversed(request.messages) if m.role == "assistant"))["bullets"]
        back = {int(number) - 1 for number in _SENT_BACK.findall(last)}
        told = [
            self._told(bullet, random) if at in back else before[at] for at, bullet in enumerate(careful["bullets"])
        ]
        return {**careful, "bullets": told}

    def _told(self, bullet: Mapping[str, Any], random: Random) -> Mapping[str, Any]:
        if random.random() >= self.rate:
            return bullet
        self.lies += 1
        return lie(bullet, random)


def lie(bullet: Mapping[str, Any], random: Random) -> Mapping[str, Any]:
    """A false bullet: what can be made false of it, chosen by chance."""
    ko, quote = str(bullet["ko"]), str(bullet["quote_en"])
    words = quote.split()
    at = random.randrange(2, max(3, len(words) - 1))
    year = random.choice((2009, 2011, 2013, 2016))
    ways = [
        {"ko": f"{year}년에 {ko}"},
        {"quote_en": " ".join([*words[:at], "according", "to", "everybody", *words[at:]])},
        {"ko": f"{random.choice(_FOREIGN)}의 도움으로 {ko}"},
        {"ko": f"RAG(Random Access Generation) 방식으로 {ko}"},
    ]
    for figure in figures(ko):
        ways += 2 * [{"ko": put(ko, figure, write(figure.value * random.choice((10, 100))))}] if figure.value else []
    ways += [{"ko": ko.replace(name, random.choice(_FOREIGN), 1)} for name in names(ko)]
    return {**bullet, **random.choice(ways)}


def _tokens(*texts: str) -> int:
    return sum(len(text.encode()) for text in texts) // _BYTES_PER_TOKEN
