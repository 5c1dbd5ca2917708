"""Frontmatter as js-yaml reads it, which is what Astro uses: our reader may be stricter, never laxer."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.astro.building import NODE
from uploader.post.read import Fault, read_post

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]

VALUES = """yes no on True TRUE true ~ null 1 1.0 1e3 0x1f 0o17 017 0b11 1:30 190:20:30 2025-01-01
2025-01-01T00:00:00Z 2025-1-1 2025-01-01T00:00:00.123+09:00 "x" 'x' @x `x %x *x !x !!str [a {a: 'x "x .inf .nan -.inf
1. +1 - -- --- ... -abc ---abcdefgh _1_2_3_4_5_ #x 'a''b' <b> C# a&b 🚀 "\\q" "\\/" "\\u0041" &x""".split()  # noqa: SIM905 - a table of words
SOURCES = [*(f"title: {value}\nnext: 1" for value in VALUES)]
SOURCES += [
    "a: b: c",
    "a: b #c",
    "a: 1\na: 2",
    "a:1",
    "a: 1\n b: 2",
    "\ta: 1",
    "- a",
    "a",
    "a: 'x\nb: 1'",
    "a: |\n  x\n y",
]
SOURCES += [
    "tags:\n- a\n- b",
    "tags:\n  - a\n - b",
    "tags: [a, 1]",
    "a: &x 1\nb: *x",
    "a: {b: 1",
    "? a\n: b",
    "1: 2",
    "a:",
]

SCRIPT = """
const yaml = require(process.argv[1]);
const kind = (v) => v === null ? "null" : v instanceof Date ? "date" : Array.isArray(v) ? "list" : typeof v;
const read = (source) => {
  try {
    const value = yaml.load(source);
    if (kind(value) !== "object") return "fault";
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, kind(item)]));
  } catch { return "fault"; }
};
console.log(JSON.stringify(JSON.parse(require("fs").readFileSync(0)).map(read)));
"""


def test_no_frontmatter_passes_here_that_the_generator_reads_otherwise(packages: Path) -> None:
    done = subprocess.run(
        [NODE, "-e", SCRIPT, str(packages / "js-yaml")],
        input=json.dumps(SOURCES),
        text=True,
        capture_output=True,
        check=True,
        timeout=60,
    )
    theirs = dict(zip(SOURCES, json.loads(done.stdout), strict=True))
    ours = {source: read(source) for source in SOURCES}
    assert {source: kinds for source, kinds in ours.items() if kinds not in (theirs[source], "fault")} == {}
    assert list(ours.values()).count("fault") < len(SOURCES) / 2


def read(source: str) -> dict[str, str] | str:
    frontmatter = read_post(f"---\n{source}\n---\n").frontmatter
    return "fault" if isinstance(frontmatter, Fault) else {key: kind(value) for key, value in frontmatter.items()}


def kind(value: object) -> str:
    kinds: list[tuple[type, str]] = [(bool, "boolean"), (int, "number"), (float, "number"), (str, "string")]
    kinds += [(date, "date"), (list, "list"), (dict, "object")]
    return "null" if value is None else next(name for made, name in kinds if isinstance(value, made))
