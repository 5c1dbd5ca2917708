"""The shape of a completion on the wire, read strictly: what has not this shape is no answer."""

from pydantic import BaseModel, Field

from uploader.models import Usage


class Spent(BaseModel):
    """`usage`; a server that counts nothing sends none."""

    class Cached(BaseModel):
        """`prompt_tokens_details`."""

        cached_tokens: int | None = Field(default=None, ge=0)

    prompt_tokens: int = Field(ge=0)
    completion_tokens: int = Field(ge=0)
    prompt_tokens_details: Cached | None = None

    def usage(self) -> Usage:
        """As we count: `cached` is a part of `input`."""
        cached = self.prompt_tokens_details.cached_tokens if self.prompt_tokens_details else None
        return Usage(self.prompt_tokens, self.completion_tokens, min(cached or 0, self.prompt_tokens))


class Choice(BaseModel):
    """One choice; we ask for one."""

    class Message(BaseModel):
        """The model's message."""

        content: str | None = None
        refusal: str | None = None

    message: Message
    finish_reason: str | None = None


class Completion(BaseModel):
    """A whole answer of `/chat/completions`."""

    choices: list[Choice] = Field(min_length=1)
    model: str | None = None
    usage: Spent | None = None


class Models(BaseModel):
    """A whole answer of `/models`."""

    class Row(BaseModel):
        """One model."""

        id: str

    data: list[Row]


class Named(BaseModel):
    """Whatever has an id: an uploaded file."""

    id: str = Field(min_length=1)


class Batch(Named):
    """A batch as `/batches` tells of it."""

    status: str
    output_file_id: str | None = None
    error_file_id: str | None = None
    metadata: dict[str, str] | None = None


class BatchPage(BaseModel):
    """A page of `/batches`, the newest first."""

    data: list[Batch]
    has_more: bool = False


class BatchLine(BaseModel):
    """One line of a batch's output; `response` is missing where the request was never run."""

    class Response(BaseModel):
        """What the plain endpoint would have answered."""

        status_code: int
        body: dict[str, object]

    custom_id: str
    response: Response | None = None
