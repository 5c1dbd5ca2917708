"""The model with its price: what the ledger asks before and after each call."""

from decimal import Decimal

from uploader.llm.client import ChatModel
from uploader.llm.key import request_key
from uploader.llm.prices import Price, estimate
from uploader.models import Answer, Request, Usage


class PricedModel:
    """A `ChatModel` whose calls have a key and a cost. Without a price every call costs nothing."""

    def __init__(self, model: ChatModel, price: Price | None) -> None:
        self._model, self._price = model, price

    @property
    def name(self) -> str:
        """As the endpoint knows it."""
        return self._model.options.model

    def key(self, request: Request, draft: int) -> str:
        """The hash under which the answer is kept; any draft but 0 asks for another one."""
        again = {"uploader_draft": draft} if draft else {}
        return request_key(request, self.name, {**self._model.options.parameters, **again})

    def ask(self, request: Request) -> Answer:
        """See `ChatModel.ask`."""
        return self._model.ask(request)

    def listed(self) -> bool:
        """Whether the endpoint lists the model; costs no tokens. Raises as `ask`."""
        return self._model.lists_model()

    def models(self) -> tuple[str, ...]:
        """The models that the endpoint lists; costs no tokens. Raises as `ask`."""
        return self._model.models()

    def at_most(self, request: Request) -> Decimal:
        """USD that the call may cost at most."""
        return self.cost(estimate(request))

    def cost(self, usage: Usage) -> Decimal:
        """USD that these tokens cost."""
        return Decimal(str(self._price.usd(usage))) if self._price else Decimal(0)
