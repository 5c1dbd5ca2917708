import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from uploader.demo.model_faults import Fault, Kind, read_fault
from uploader.demo.model_server import ModelServer, Pace

VIDEO = "aaaaaaaaaaa"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    folder = tmp_path / "answers" / VIDEO
    folder.mkdir(parents=True)
    outline = {"sections": [{"id": "s1"}], "names": [{"canonical": "Claude Code"}], "misheard": []}
    (folder / "outline.json").write_text(json.dumps(outline), "utf-8")
    for name in ("s1", "s1.repair1", "s1.examine", "s1.examine.repair1", "merge"):
        (folder / f"{name}.json").write_text(json.dumps({"heading": name}), "utf-8")
    return folder.parent


def ask(base_url: str, schema: str, *lines: str, keys: tuple[str, ...] = ()) -> tuple[int, dict[str, object]]:
    """Status and body; `lines` open the last user message."""
    form = {"name": schema, "strict": True, "schema": {"properties": {key: {} for key in keys}}}
    talk = "\n".join([*lines, "", "[b1 00:00:00] hello"])
    sent = {
        "model": "any",
        "messages": [{"role": "system", "content": "Rules. " * 900}, {"role": "user", "content": talk}],
        "response_format": {"type": "json_schema", "json_schema": form},
    }
    call = urllib.request.Request(  # noqa: S310  # loopback
        f"{base_url}/chat/completions", json.dumps(sent).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(call, timeout=10) as response:  # noqa: S310  # loopback
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def content(answer: dict[str, object]) -> dict[str, object]:
    """What the model says in an answer."""
    choices = answer["choices"]
    assert isinstance(choices, list)
    said = json.loads(choices[0]["message"]["content"])
    assert isinstance(said, dict)
    return said


def test_each_request_gets_the_answer_written_for_it(answers: Path) -> None:
    with ModelServer(answers) as server:
        video, section, repair = f"video: {VIDEO}", "section: s1", "repair: 1"
        assert content(ask(server.base_url, "section", video, section)[1]) == {"heading": "s1"}
        assert content(ask(server.base_url, "section", video, section, repair)[1]) == {"heading": "s1.repair1"}
        assert content(ask(server.base_url, "examine", video, section)[1]) == {"heading": "s1.examine"}
        assert content(ask(server.base_url, "examine", video, section, repair)[1]) == {"heading": "s1.examine.repair1"}
        assert content(ask(server.base_url, "merge", video)[1]) == {"heading": "merge"}


def test_an_answer_has_the_keys_of_the_schema_that_was_sent(answers: Path) -> None:
    """So that one outline serves a request for all of it and two side by side."""
    with ModelServer(answers) as server:
        both = content(ask(server.base_url, "outline", f"video: {VIDEO}", keys=("sections", "names", "misheard"))[1])
        names = content(ask(server.base_url, "names", f"video: {VIDEO}", keys=("names", "misheard"))[1])
    assert set(both) == {"sections", "names", "misheard"}
    assert set(names) == {"names", "misheard"}


@pytest.mark.parametrize("lines", [(), (f"video: {VIDEO}", "section: s2"), ("video: bbbbbbbbbbb", "section: s1")])
def test_what_nobody_wrote_is_refused_loudly(
    answers: Path, lines: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    with ModelServer(answers) as server:
        status, body = ask(server.base_url, "section", *lines)
        assert status == 503
        assert "no_written_answer" in json.dumps(body)
        assert "model server:" in capfd.readouterr().err
        assert [seen.status for seen in server.asked()] == [503]


def test_a_line_in_the_captions_does_not_name_the_section(answers: Path) -> None:
    with ModelServer(answers) as server:
        answer = ask(server.base_url, "section", f"video: {VIDEO}", "section: s1", "", "section: s9")[1]
    assert content(answer) == {"heading": "s1"}


def test_a_fault_hits_the_requests_it_was_planned_for(answers: Path) -> None:
    fault = Fault(Kind.SERVER, stage="merge", skip=1, times=1, status=502)
    with ModelServer(answers, faults=[fault]) as server:
        merges = [ask(server.base_url, "merge", f"video: {VIDEO}")[0] for _ in range(3)]
        sections = [ask(server.base_url, "section", f"video: {VIDEO}", "section: s1")[0] for _ in range(3)]
    assert merges == [200, 502, 200]
    assert sections == [200, 200, 200]


def test_a_prefix_that_was_sent_before_counts_as_cached(answers: Path) -> None:
    def cached(answer: dict[str, object]) -> int:
        usage = answer["usage"]
        assert isinstance(usage, dict)
        tokens = usage["prompt_tokens_details"]["cached_tokens"]
        assert isinstance(tokens, int)
        return tokens

    with ModelServer(answers) as server:
        first = ask(server.base_url, "section", f"video: {VIDEO}", "section: s1")[1]
        second = ask(server.base_url, "merge", f"video: {VIDEO}")[1]
    assert cached(first) == 0
    assert cached(second) >= 1024


def test_the_same_question_has_the_same_key(answers: Path) -> None:
    with ModelServer(answers) as server:
        for line in ("section: s1", "section: s1", "section: s2"):
            ask(server.base_url, "section", f"video: {VIDEO}", line)
        first, again, other = server.asked()
    assert first.key == again.key != other.key


def test_an_answer_takes_as_long_as_its_tokens() -> None:
    assert Pace().seconds(1000) == 0
    assert Pace(first_token=0.5, tokens_per_second=80).seconds(160) == 2.5


def test_a_child_process_serves_and_logs_until_its_input_closes(answers: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    fault = '{"kind": "overloaded", "stage": "merge"}'
    given = ["--answers", str(answers), "--log", str(log), "--fault", fault]
    command = [sys.executable, "-m", "uploader.demo.model_server", *given]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin
        assert child.stdout
        base_url = child.stdout.readline().strip()
        statuses = [ask(base_url, "merge", f"video: {VIDEO}")[0] for _ in range(2)]
        child.stdin.close()
        assert child.wait(timeout=10) == 0
    assert statuses == [529, 200]
    logged = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(seen["status"], seen["fault"], seen["delivered"]) for seen in logged] == [
        (529, "overloaded", True),
        (200, "", True),
    ]


def test_a_fault_is_read_from_json() -> None:
    text = '{"kind": "rate-limited", "stage": "section", "times": null, "retry_after": "3"}'
    assert read_fault(text) == Fault(Kind.RATE_LIMITED, stage="section", times=None, retry_after="3")


def test_lists_that_are_not_wanted_stay_empty(answers: Path) -> None:
    with ModelServer(answers) as server:
        names = content(ask(server.base_url, "outline", f"video: {VIDEO}", "wanted: `names` and `misheard`")[1])
    assert names == {"sections": [], "names": [{"canonical": "Claude Code"}], "misheard": []}
