"""Many questions in one file, at half price, within a day: the endpoint's Batch API (`/files` and `/batches`).

Nothing is tried twice here: whoever sends a batch writes down what it is about to do, and looks for what was done by
the token that every batch carries.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from uploader.errors import Cause, Later, Never
from uploader.llm.client import PATH, ChatModel, answered
from uploader.llm.endpoint import FailedError
from uploader.llm.wire import Batch, BatchLine, BatchPage, Completion, Named
from uploader.models import Answer, Request

SHARE = Decimal("0.5")
"""Of the plain price, as OpenAI and those who speak like it charge."""
WINDOW = "24h"
_OVER = {"completed", "failed", "expired", "cancelled"}
_REFUSALS = {400, 404, 405, 413, 415, 422, 501}
_PAGES, _PAGE = 10, 100
_TOKEN = "uploader"  # noqa: S105 - the name of a batch's metadata

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Ended:
    """A batch that is over. `files` hold its lines, answered and failed; `status` says how it ended."""

    status: str
    files: tuple[str, ...]


class Batches:
    """The Batch API beside a model's plain endpoint.

    Every method raises `Later` and `Nobody` as `ChatModel.ask`, and `Never` where the endpoint knows no batches or
    refuses this one: its questions can only be asked plainly.
    """

    share = SHARE

    def __init__(self, model: ChatModel) -> None:
        self._model, self._endpoint = model, model.endpoint

    def line(self, key: str, request: Request) -> bytes:
        """A question as a line of the file."""
        sent = {"custom_id": key, "method": "POST", "url": f"/v1{PATH}", "body": self._model.body(request)}
        return json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def upload(self, token: str, lines: Iterable[bytes]) -> str:
        """Upload the file; its id. Costs nothing."""
        file = (f"uploader-{token}.jsonl", b"".join(lines), "application/jsonl")
        try:
            said = self._endpoint.reach(
                lambda client: client.files.with_raw_response.create(file=file, purpose="batch").content
            )
        except FailedError as failed:
            raise _stop(failed) from failed
        return _read(said, Named).id

    def create(self, token: str, file_id: str) -> str:
        """Have the file's questions answered; the batch's id. Once it is made it costs."""
        sent: dict[str, object] = {
            "input_file_id": file_id,
            "endpoint": f"/v1{PATH}",
            "completion_window": WINDOW,
            "metadata": {_TOKEN: token},
        }
        try:
            return _read(self._endpoint.post("/batches", sent), Batch).id
        except FailedError as failed:
            raise _stop(failed) from failed

    def find(self, token: str) -> str | None:
        """The id of the batch that was made with `token`; None where none was, among the newest thousand."""
        after = ""
        for _ in range(_PAGES):
            page = _read(self._get(f"/batches?limit={_PAGE}{after}"), BatchPage)
            for batch in page.data:
                if (batch.metadata or {}).get(_TOKEN) == token:
                    return batch.id
            if not page.has_more or not page.data:
                return None
            after = f"&after={page.data[-1].id}"
        return None

    def look(self, batch_id: str) -> Ended | None:
        """How the batch ended; None while it is under way."""
        batch = _read(self._get(f"/batches/{batch_id}"), Batch)
        if batch.status not in _OVER:
            return None
        return Ended(batch.status, tuple(id_ for id_ in (batch.output_file_id, batch.error_file_id) if id_))

    def answers(self, ended: Ended, asked: Mapping[str, Request]) -> dict[str, Answer]:
        """The answers that came, by key; a question without one failed, was refused, or was never run."""
        found: dict[str, Answer] = {}
        for file_id in ended.files:
            for line in self._get(f"/files/{file_id}/content").splitlines():
                if (read := _line(line)) and (request := asked.get(read[0])):
                    try:
                        found[read[0]] = answered(read[1], request, self._model.options.model)
                    except FailedError:  # a refusal, or nothing said: asked plainly it is dealt with as ever
                        continue
        return found

    def _get(self, path: str) -> bytes:
        try:
            return self._endpoint.get(path)
        except FailedError as failed:
            raise _stop(failed) from failed


def _line(line: bytes) -> tuple[str, Completion] | None:
    try:
        read = BatchLine.model_validate_json(line)
        if read.response is None or read.response.status_code != 200:
            return None
        return read.custom_id, Completion.model_validate(read.response.body)
    except ValidationError:
        return None


def _read(said: bytes, shape: type[Shape]) -> Shape:
    try:
        return shape.model_validate_json(said)
    except ValidationError as wrong:
        raise Later(Cause.UNREADABLE_ANSWER, f"{len(said)} bytes that are no {shape.__name__.lower()}") from wrong


def _stop(failed: FailedError) -> Exception:
    refusal = failed.refusal
    if refusal and refusal.status in _REFUSALS and not refusal.no_credit:
        return Never(Cause.MODEL_FAULT, f"no batch: {failed.stop.detail}")
    return failed.stop
