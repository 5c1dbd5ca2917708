"""Batches on their way: sent when no more questions come, looked after, and their answers kept. For whoever is awake.

What is about to be done is written down before: a batch with its questions, then its file, then its creation. A kill
between the endpoint's deed and our note of it is cured by looking for the batch that carries our token; so no batch is
made twice. Whatever a batch gives no answer to is asked plainly.
"""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal

import structlog

from uploader.errors import Later, Never, Nobody
from uploader.models import Answer
from uploader.store import answers, batches, ledger, services
from uploader.store.batches import Sent
from uploader.workflow.ports import Batches, Model, Parts

log = structlog.get_logger()

GATHER = timedelta(minutes=30)
"""Time from the first question after which a batch is sent though more of them come."""
MOST_QUESTIONS = 1000
"""In one batch: some 40 MB of 200 that OpenAI takes, and 20 to 40 million tokens of those that it queues."""
SOON, LATE = timedelta(seconds=1), timedelta(seconds=60)
"""Between two looks at a batch: a tenth of its age, at least and at most."""
UNSURE = timedelta(seconds=10)
"""Before a batch is looked for that may have been made: the endpoint's list may lag."""
_LEASE = "batches"


def pump(parts: Parts) -> None:
    """Take every batch on as far as it goes now; another process that does so already is left to it."""
    if not parts.batches:
        return
    with parts.database.reading() as session:
        if not batches.anything(session):
            return
    release = parts.database.leases.take(_LEASE)
    if release is None:
        return
    try:
        with parts.database.begin() as session:
            # That a batch is looked at tells nothing about credit, so it is no probe and closes no breaker.
            services.pass_breaker(session, "model", parts.clock(), probing=False)
        _intend(parts)
        with parts.database.reading() as session:
            sent = batches.under_way(session)
        for batch in sent:
            if batch.looked_at is None or parts.clock() - batch.looked_at >= _pause(batch, parts.clock()):
                _take_on(batch, parts)
    except Nobody as refusal:
        log.debug("no batch is looked at", reason=str(refusal))
    finally:
        release()


def _pause(batch: Sent, now: datetime) -> timedelta:
    if batch.batch_id is None:
        return UNSURE
    return min(LATE, max(SOON, (now - batch.made_at) / 10))


def _intend(parts: Parts) -> None:
    now = parts.clock()
    with parts.database.begin() as session:
        for model, (count, oldest) in batches.gathered(session).items():
            if count >= MOST_QUESTIONS or now - oldest >= GATHER or not batches.more_come(session, now):
                batches.intend(session, secrets.token_hex(16), model, MOST_QUESTIONS, now)


def _take_on(batch: Sent, parts: Parts) -> None:
    api = parts.batches.get(batch.model) or next(iter(parts.batches.values()))
    try:
        if batch.batch_id is None:
            _send(batch, api, parts)
        elif ended := api.look(batch.batch_id):
            with parts.database.reading() as session:
                asked = {each.key: each.request for each in batches.questions(session, batch.number)}
            _end(batch, ended.status, api.answers(ended, asked), api.share, parts)
        else:
            _tell(batch, parts)
    except Never as refused:
        _end(batch, str(refused), {}, api.share, parts)
    except Later as failed:
        log.warning("a batch waits", batch=batch.number, reason=str(failed))
        _tell(batch, parts)
    except Nobody as refusal:
        with parts.database.begin() as session:
            services.strike(session, refusal, parts.clock())
        _tell(batch, parts)


def _send(batch: Sent, api: Batches, parts: Parts) -> None:
    """Upload and create what was not; a batch that may have been made already is looked for."""
    found, file_id = None, batch.file_id
    if file_id is None:
        with parts.database.reading() as session:
            asked = batches.questions(session, batch.number)
        file_id = api.upload(batch.token, (api.line(each.key, each.request) for each in asked))
        _tell(batch, parts, file_id=file_id)
    else:
        found = api.find(batch.token)
    _tell(batch, parts, batch_id=found or api.create(batch.token, file_id))
    log.info("batch sent", batch=batch.number, model=batch.model, found=found is not None)


def _tell(batch: Sent, parts: Parts, *, file_id: str | None = None, batch_id: str | None = None) -> None:
    with parts.database.begin() as session:
        batches.tell(session, batch.number, file_id=file_id, batch_id=batch_id, now=parts.clock())


def _end(batch: Sent, outcome: str, came: dict[str, Answer], share: Decimal, parts: Parts) -> None:
    now = parts.clock()
    models = {model.name: model for model in (parts.model, parts.examiner) if model}
    with parts.database.begin() as session:
        asked = batches.questions(session, batch.number)
        for each in asked:
            if answer := came.get(each.key):
                answers.keep(session, each.key, each.video_id, each.request.stage, answer, now)
                usd, saved = _cost(models.get(batch.model), answer, share)
                ledger.settle(
                    session, each.call, usage=answer.usage, usd=usd, outcome=answer.finish, now=now, saved=saved
                )
            else:
                ledger.settle(session, each.call, usage=None, usd=Decimal(0), outcome="no answer in a batch", now=now)
        batches.wake(session, batch.number, now)
        batches.forget(session, came)
        batches.end(session, batch.number, outcome, now)
    log.info("batch ended", batch=batch.number, outcome=outcome, questions=len(asked), answers=len(came))


def _cost(model: Model | None, answer: Answer, share: Decimal) -> tuple[Decimal | None, Decimal]:
    """USD of a batch's answer, and what was saved; the estimate stays where the model is no longer ours."""
    if model is None:
        return None, Decimal(0)
    plain = model.cost(answer.usage)
    return plain * share, plain * (1 - share)
