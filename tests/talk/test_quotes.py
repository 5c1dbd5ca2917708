import pytest

from uploader.models import Block
from uploader.talk.quotes import Found, find_quote


def talk(*texts: str, first: int = 1) -> list[Block]:
    """Blocks of ten seconds each, the words spread evenly over them."""
    blocks: list[Block] = []
    for number, text in enumerate(texts, start=first):
        places = [place for place in range(len(text)) if place == 0 or text[place - 1] == " "]
        marks = tuple((place, number * 10 + 10 * rank / len(places)) for rank, place in enumerate(places))
        blocks.append(Block(number, number * 10.0, number * 10.0 + 10, text, marks))
    return blocks


PAY = talk(
    "So, um, we we're spending like 4.9K dollars, you know, on the the eval runs.",
    "And at a uh at a certain point -- it's not 20 twenty-five percent -- you can't just, I mean, add GPUs.",
    "It isn't magic. In twenty twenty-five we had 2,700 commits, $5 each, and I I'll I'll say it: we w- won.",
)


def test_a_quote_is_found_with_its_block_its_place_and_its_moment() -> None:
    assert find_quote("two four", talk("one two", "three", "one two four five", first=7)) == Found(
        block=9, offset=4, moment=92.5, exact=True, said="two four"
    )


@pytest.mark.parametrize(
    "quote",
    [
        "It isn't magic.",
        "it isn’t MAGIC",
        "certain point — it's not 20 twenty five percent",
        "runs. And at a uh at a certain",
        "we had 2700 commits, $ 5 each",
        "spending like 4.9 k dollars, you know",
        "…it isn't magic...",
    ],
)
def test_case_punctuation_dashes_and_spaces_do_not_count(quote: str) -> None:
    found = find_quote(quote, PAY)
    assert found is not None
    assert found.exact


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        (
            "we're spending like 4.9K dollars on the eval runs",
            "we're spending like 4.9K dollars, you know, on the the eval runs",
        ),
        ("and at a certain point", "And at a uh at a certain point"),
        ("you can't just add GPUs", "you can't just, I mean, add GPUs"),
        ("and I'll say it we won", "and I I'll I'll say it: we w- won"),
        ("um on the eval uh runs", "on the the eval runs"),
        ("at a um at a certain point", "at a uh at a certain point"),
        ("know, on the eval runs. And at a certain point it's not 20 twenty-five percent you", None),
    ],
)
def test_fillers_and_stutters_are_forgiven(quote: str, said: str | None) -> None:
    found = find_quote(quote, PAY)
    assert found is not None
    assert not found.exact
    assert said in {found.said, None}


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "…",
        "uh, um",
        "it is magic",
        "it isn't pure magic",
        "it isn't isn't magic",
        "if I I want it",
        "magic isn't it",
        "agic in twenty",
        "we had 27 commits",
        "we had 2,70 commits",
        "spending like 49K dollars",
        "spending 4.9K dollars",
        "In twenty-five we had",
        "not twenty-five percent",
    ],
)
def test_words_added_left_out_or_changed_are_no_quote(quote: str) -> None:
    assert find_quote(quote, PAY) is None


TWICE = talk("GPT 5 5 cost 4 billion 4 billion in twenty five twenty five runs of twenty twenty-five")


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("cost 4 billion in twenty", True),  # an amount said twice
        ("GPT 5 cost 4 billion", False),  # perhaps GPT 5.5
        ("in twenty five runs", False),  # perhaps 2525
        ("runs of twenty-five", False),
    ],
)
def test_a_number_is_no_stutter(quote: str, *, found: bool) -> None:
    assert (find_quote(quote, TWICE) is not None) is found


def test_an_exact_place_is_preferred_to_an_earlier_tidied_one() -> None:
    found = find_quote("we we ship it", talk("we uh we ship it", "we we ship it"))
    assert found is not None
    assert (found.block, found.exact) == (2, True)


LONG = talk(
    "The first pilot in the spring ran on a node with a small cache and then it failed under load after nine days.",
    "We do not think that the second pilot was any better than the first, and it cost more than we had planned for.",
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The first pilot in the spring … and then it failed under load", True),
        ("The first pilot in the spring [...] and then it failed under load", True),
        ("first pilot in … and then it failed", False),  # three words on a side
        ("then it failed under load … we do not think that", False),  # nine is a number
        ("under load after nine days … that the second pilot was any better", False),  # over a "not"
        ("The first pilot in the spring … under load after nine days", True),  # over twelve words
        ("The first pilot in the … under load after nine days", False),  # over thirteen
        ("it failed under load after … the first pilot in the spring", False),  # backwards
        ("The first pilot in … spring ran on a node … and then it failed under", False),  # two of them
    ],
)
def test_an_ellipsis_bridges_a_few_words_that_cannot_turn_the_claim(quote: str, *, found: bool) -> None:
    assert (find_quote(quote, LONG) is not None) is found
