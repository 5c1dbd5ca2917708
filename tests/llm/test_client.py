import json
import logging
import ssl
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import trustme

from uploader.demo.model_faults import Fault, Kind
from uploader.demo.model_server import ModelServer
from uploader.errors import Cause, Later, Nobody, Stop, Stopped, TooLong
from uploader.llm.client import ChatModel
from uploader.llm.options import ModelOptions
from uploader.models import Request

Start = Callable[..., ModelServer]
Connect = Callable[..., ChatModel]


def test_the_answer_comes_with_what_it_took(start: Start, connect: Connect, question: Request) -> None:
    answer = connect(start()).ask(question)
    assert json.loads(answer.text) == {"heading": "캐시는 값이 쌈"}
    assert answer.finish == "stop"
    assert answer.model == "replay"
    assert answer.usage.input > 0
    assert answer.usage.output > 0
    assert answer.usage.cached == 0


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Kind.RATE_LIMITED, times=2),
        Fault(Kind.RATE_LIMITED, times=2, retry_after="3"),
        Fault(Kind.SERVER, times=2),
        Fault(Kind.SERVER, times=2, status=503),
        Fault(Kind.OVERLOADED, times=2),
        Fault(Kind.DROP, times=2),
        Fault(Kind.HALF_SENT, times=2),
        Fault(Kind.JUNK, times=2),
    ],
    ids=lambda fault: f"{fault.kind}{fault.retry_after or fault.status}",
)
def test_a_fault_of_the_moment_is_tried_again_at_once(
    start: Start, connect: Connect, fault: Fault, question: Request, pauses: list[float]
) -> None:
    server = start(fault)
    client = connect(server)
    assert client.ask(question).finish == "stop"
    assert len(server.asked()) == 3
    assert len(pauses) == 2
    assert all(0 < pause <= 9 for pause in pauses)


def test_a_short_retry_after_is_obeyed(start: Start, connect: Connect, question: Request, pauses: list[float]) -> None:
    client = connect(start(Fault(Kind.RATE_LIMITED, retry_after="7")))
    client.ask(question)
    assert pauses == [7.0]


@pytest.mark.parametrize(
    ("fault", "ends"),
    [
        (Fault(Kind.RATE_LIMITED, times=None), (Later, Cause.PACED, 3)),
        (Fault(Kind.RATE_LIMITED, times=None, retry_after="600"), (Later, Cause.PACED, 1)),
        (Fault(Kind.NO_CREDIT, times=None), (Nobody, Cause.NO_CREDIT, 1)),
        (Fault(Kind.BAD_KEY, times=None), (Nobody, Cause.BAD_CREDENTIALS, 1)),
        (Fault(Kind.FORBIDDEN, times=None), (Nobody, Cause.BAD_CREDENTIALS, 1)),
        (Fault(Kind.NO_MODEL, times=None), (Nobody, Cause.NO_SUCH_MODEL, 1)),
        (Fault(Kind.SERVER, times=None), (Later, Cause.SERVER_FAULT, 3)),
        (Fault(Kind.OVERLOADED, times=None), (Later, Cause.SERVER_FAULT, 3)),
        (Fault(Kind.DROP, times=None), (Later, Cause.CONNECTION, 3)),
        (Fault(Kind.HALF_SENT, times=None), (Later, Cause.CONNECTION, 3)),
        (Fault(Kind.JUNK, times=None), (Later, Cause.UNREADABLE_ANSWER, 3)),
        (Fault(Kind.TOO_LONG, times=None), (TooLong, Cause.MODEL_FAULT, 1)),
        (Fault(Kind.FILTERED, times=None), (Stopped, Cause.REFUSED_BY_MODEL, 1)),
        (Fault(Kind.INVALID, times=None), (Later, Cause.MODEL_FAULT, 1)),
        (Fault(Kind.REFUSAL, times=None), (Stopped, Cause.REFUSED_BY_MODEL, 1)),
        (Fault(Kind.CONTENT_FILTER, times=None), (Stopped, Cause.REFUSED_BY_MODEL, 1)),
        (Fault(Kind.EMPTY, times=None), (Later, Cause.MODEL_FAULT, 1)),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else None,
)
def test_a_fault_that_stays_ends_as_what_it_means(
    start: Start, connect: Connect, question: Request, fault: Fault, ends: tuple[type[Stop], Cause, int]
) -> None:
    kind, cause, calls = ends
    server = start(fault)
    with pytest.raises(kind) as caught:
        connect(server).ask(question)
    assert type(caught.value) is kind
    assert caught.value.cause is cause
    assert len(server.asked()) == calls
    if isinstance(caught.value, Nobody):
        assert caught.value.service == "model"


def test_a_long_retry_after_is_left_to_the_engine_with_its_moment(
    start: Start, connect: Connect, question: Request, pauses: list[float], now: datetime
) -> None:
    client = connect(start(Fault(Kind.RATE_LIMITED, retry_after="600")))
    with pytest.raises(Later) as caught:
        client.ask(question)
    assert caught.value.until == now + timedelta(seconds=600)
    assert pauses == []


def test_silence_is_given_up(start: Start, connect: Connect, question: Request) -> None:
    server = start(Fault(Kind.HANG, times=None))
    with pytest.raises(Later) as caught:
        connect(server, timeout=0.2).ask(question)
    assert caught.value.cause is Cause.CONNECTION
    assert len(server.asked()) == 3


def test_nobody_listens(connect: Connect, start: Start, question: Request) -> None:
    server = start()
    server.__exit__()
    with pytest.raises(Later) as caught:
        connect(server).ask(question)
    assert caught.value.cause is Cause.CONNECTION
    assert "127.0.0.1" in str(caught.value)


def test_a_cut_answer_is_an_answer(start: Start, connect: Connect, question: Request) -> None:
    answer = connect(start(Fault(Kind.CUT))).ask(question)
    assert answer.finish == "length"
    assert answer.text


@pytest.mark.parametrize("kind", [Kind.BAD_JSON, Kind.FENCED_JSON])
def test_a_delivered_answer_is_handed_on_as_it_is(
    start: Start, connect: Connect, kind: Kind, question: Request
) -> None:
    server = start(Fault(kind))
    assert "캐시는" in connect(server).ask(question).text
    assert len(server.asked()) == 1


def test_a_server_without_schemas_is_asked_in_words_and_that_is_remembered(
    start: Start, connect: Connect, question: Request
) -> None:
    server = start(Fault(Kind.SCHEMA_REFUSED, times=None))
    client = connect(server)
    assert "캐시는" in client.ask(question).text
    assert "캐시는" in client.ask(question).text
    assert [seen.status for seen in server.asked()] == [400, 200, 200]


def test_the_other_name_of_the_length_limit_is_tried_and_remembered(
    start: Start, connect: Connect, question: Request
) -> None:
    server = start(Fault(Kind.LENGTH_REFUSED, times=None), Fault(Kind.SCHEMA_REFUSED, times=None))
    client = connect(server)
    client.ask(question)
    client.ask(question)
    assert [seen.status for seen in server.asked()] == [400, 400, 200, 200]


def test_threads_share_one_client(start: Start, connect: Connect, question: Request) -> None:
    server = start()
    client = connect(server)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(client.ask, [question] * 24))
    assert {answer.finish for answer in answers} == {"stop"}
    assert len(server.asked(status=200)) == 24


@pytest.mark.parametrize("kind", [Kind.BAD_KEY, Kind.INVALID, Kind.DROP, Kind.JUNK])
def test_the_key_is_in_no_error_traceback_or_log(
    start: Start, connect: Connect, kind: Kind, caplog: pytest.LogCaptureFixture, question: Request
) -> None:
    client = connect(start(Fault(kind, times=None)))
    with caplog.at_level(logging.DEBUG), pytest.raises(Stop) as caught:
        client.ask(question)
    shown = "".join(traceback.format_exception(caught.value))
    assert client.options.api_key not in shown
    assert client.options.api_key not in caplog.text
    assert client.options.api_key not in repr(client.options)


def test_the_models_list_tells_whether_ours_is_there(start: Start, connect: Connect) -> None:
    server = start()
    assert connect(server).lists_model()
    assert not connect(server, model="another").lists_model()


class _Models(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"data": [{"id": "m"}]}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


def test_certificates_from_a_file_are_trusted_and_others_are_not(tmp_path: Path, now: datetime) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with HTTPServer(("127.0.0.1", 0), _Models) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        url = f"https://127.0.0.1:{server.server_port}/v1"
        trusting = ChatModel(ModelOptions("m", "sk-a", url, ca_file=str(tmp_path / "ca.pem")), clock=lambda: now)
        strict = ChatModel(ModelOptions("m", "sk-a", url), clock=lambda: now)
        assert trusting.lists_model()
        with pytest.raises(Later) as caught:
            strict.lists_model()
        trusting.close()
        strict.close()
        server.shutdown()
        thread.join()
    assert caught.value.cause is Cause.CONNECTION
