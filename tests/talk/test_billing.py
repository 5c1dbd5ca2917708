import pytest

from uploader.talk.billing import Billed, Billing, billing


@pytest.mark.parametrize(
    ("title", "talk", "speakers"),
    [
        ("Small Engines — Ada Byron, Engines Ltd", "Small Engines", [("Ada Byron", "Engines Ltd")]),
        ("Small - Fast - Ada B. Byron, Rain/Shed", "Small - Fast", [("Ada B. Byron", "Rain/Shed")]),
        ("Engines at Scale – Ada Byron & Bo Li, Shed", "Engines at Scale", [("Ada Byron", "Shed"), ("Bo Li", "Shed")]),
        (
            "A | Ada Byron, Bo Li and Cy Young, Shed",
            "A",
            [("Ada Byron", "Shed"), ("Bo Li", "Shed"), ("Cy Young", "Shed")],
        ),
        ("Rain — RL van Dijk, Shed AI", "Rain", [("RL van Dijk", "Shed AI")]),
        ("Rain — Zoë O'Brien, Shed", "Rain", [("Zoë O'Brien", "Shed")]),
    ],
)
def test_speakers_stand_behind_the_last_dash(title: str, talk: str, speakers: list[tuple[str, str]]) -> None:
    assert billing(title) == Billing(talk, tuple(Billed(*speaker) for speaker in speakers))


def test_in_a_conversation_the_company_is_that_of_the_guests() -> None:
    title = "Ada Byron in conversation with Bo Li & Cy Young, Shed"
    assert billing(title) == Billing(title, (Billed("Ada Byron"), Billed("Bo Li", "Shed"), Billed("Cy Young", "Shed")))


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Small Engines",
        "6 Things to Know — an Update",
        "Agents — Claude Code",
        "Closed-Loop Evals",
        "A: Ada Byron, Shed",
    ],
)
def test_nobody_is_billed_where_the_title_may_mean_something_else(title: str) -> None:
    assert billing(title) == Billing(title)
