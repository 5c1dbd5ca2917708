"""Writes what the papers say about the program from the program itself: settings, commands, `uploader.toml.example`.

    python scripts/readme.py            write the blocks anew, between their markers
    python scripts/readme.py --check    say which papers differ, and exit 1 if any does

README.ko.md gets the same blocks in Korean: `scripts/korean.toml` has each English sentence with its Korean one, so a
sentence that changed has no Korean until somebody writes it.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from uploader.cli.arguments import app
from uploader.settings import SECRETS, Settings, environment_name, shown
from uploader.settings.example import example

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ("README.md", "README.ko.md", "uploader.toml.example")

Tongue = Callable[[str], str]
"""A sentence of the program, as this paper's readers read it."""


def papers() -> dict[str, str]:
    """Every generated paper as it ought to be, by its path in the repository.

    Raises:
        SystemExit: sentences have no Korean yet; it names them.
    """
    korean = _korean()
    return {
        "README.md": _filled("README.md", str),
        "README.ko.md": _filled("README.ko.md", korean.__getitem__),
        "uploader.toml.example": example(_HEAD),
    }


def _korean() -> dict[str, str]:
    known = tomllib.loads((ROOT / "scripts/korean.toml").read_text("utf-8"))
    wanted = {*_HEADS, *(help_ for _, _, help_ in _settings())}
    for _, help_, options in _commands():
        wanted |= {help_, *options.values()}
    if missing := sorted(wanted - known.keys()):
        raise SystemExit("\n".join(f"scripts/korean.toml has no Korean for: {line}" for line in missing))
    return known


def _filled(paper: str, tongue: Tongue) -> str:
    text = (ROOT / paper).read_text("utf-8")
    for name, block in (("commands", _command_table(tongue)), ("settings", _setting_table(tongue))):
        found = re.search(rf"<!-- {name}: .*? -->\n(.*?)<!-- end of {name} -->", text, re.DOTALL)
        if not found:
            raise SystemExit(f"{paper} has no place for its {name}")
        text = text[: found.start(1)] + block + text[found.end(1) :]
    return text


# ---------------------------------------------------------------- commands

_WORDS = {
    "--video-id": "ID", "--transcript": "FILE.json", "--transcripts": "DIR", "--html": "FILE", "--model": "NAME",
    "--since": "DATE", "--until": "DATE", "--limit": "N", "--prompts": "DIR",
}  # fmt: skip
"""What an option takes, where its own name does not say it."""
_HEADS = ("command", "what it does", "setting", "default", "meaning")


def _commands() -> list[tuple[str, str, dict[str, str]]]:
    """Every command: how it is called, what it does, and its options with theirs."""
    group: Any = typer.main.get_command(app)
    found: list[tuple[str, str, dict[str, str]]] = []
    for name, command in _named(group.commands):
        usage, options = [f"uploader {name}"], dict[str, str]()
        for parameter in command.params:
            if parameter.name in {"help", "config"}:
                continue
            called = _called(parameter)
            needed = parameter.required
            usage.append(called if needed else f"[{called}]")
            if parameter.param_type_name == "option" and parameter.name != "as_json":
                options[called] = parameter.help or ""
        found.append((" ".join(usage), _paragraph(command.help), options))
    return found


def _named(commands: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Commands by their whole names, those of groups too."""
    for name, command in commands.items():
        if inner := getattr(command, "commands", None):
            yield from _named(inner, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


def _called(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name).upper().replace(".MD", ".md")
    name = str(max(parameter.opts, key=len))
    if parameter.is_flag:
        return name
    word = _WORDS.get(name, name.lstrip("-").upper())
    return f"{name} {word}{' …' if parameter.multiple else ''}"


def _paragraph(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())


def _command_table(tongue: Tongue) -> str:
    rows = [(tongue("command"), tongue("what it does"))]
    for usage, help_, options in _commands():
        told = [tongue(help_), *(f"`{called}`: {tongue(said)}" for called, said in options.items())]
        rows.append((f"`{usage}`", "<br>".join(told)))
    return _table(rows)


# ---------------------------------------------------------------- settings


def _settings() -> list[tuple[str, str, str]]:
    """Every setting: its key, its default as a person writes it, its meaning."""
    return [
        (key, shown(field.get_default(call_default_factory=True)), field.description or "")
        for key, field in Settings.model_fields.items()
    ]


def _setting_table(tongue: Tongue) -> str:
    rows = [(tongue("setting"), tongue("default"), tongue("meaning"))]
    for key, default, meaning in _settings():
        rows.append((f"`{environment_name(key)}`", f"`{default}`" if default else "–", tongue(meaning)))
    return _table(rows)


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    head, *body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


# ---------------------------------------------------------------- the example


_HEAD = (
    "Settings of uploader. Written by `make readme`; copy to uploader.toml and take the `#` off what you change.\n"
    f"Secrets do not stand here: {', '.join(SECRETS.values())} come from the environment,\n"
    "or from a file that the same name with _FILE at its end gives."
)


def main(arguments: list[str]) -> int:
    """Write the papers, or tell which differ."""
    differ = [path for path, text in papers().items() if not (ROOT / path).exists() or _read(path) != text]
    if "--check" in arguments:
        for path in differ:
            sys.stderr.write(f"{path} differs from the program: run `make readme`\n")
        return 1 if differ else 0
    for path, text in papers().items():
        (ROOT / path).write_text(text, encoding="utf-8")
    return 0


def _read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
