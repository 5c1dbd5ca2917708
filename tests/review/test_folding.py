"""Acts over a held summary: every place is the held summary's, whatever went before."""

from dataclasses import replace

from uploader.acts import Accept, Ask, Delete, Edit, Publish, Refuse, Restore, Withdraw
from uploader.models import KeyPoint, Place, Summary
from uploader.review.folding import fold, read_point, texts_of, written


def bullet(section: str, index: int) -> Place:
    return Place("bullet", section, index)


def point(index: int) -> Place:
    return Place("key-point", index=index)


def test_without_acts_it_is_what_was_held(summary: Summary) -> None:
    nothing = fold(summary, ())
    assert nothing.summary == summary
    assert all(now == before for now, before in nothing.stood.items())
    assert set(nothing.stood) == set(texts_of(summary))


def test_what_is_deleted_renumbers_nothing_that_is_done_later(summary: Summary) -> None:
    done = fold(summary, [Delete(bullet("s1", 0)), Edit(bullet("s1", 3), "적중이 틀리면 해로움"), Delete(point(1))])

    told = [each.ko for each in done.summary.sections[0].bullets]
    assert told == [*(each.ko for each in summary.sections[0].bullets[1:3]), "적중이 틀리면 해로움"]
    assert done.before(bullet("s1", 2)) == bullet("s1", 3)
    assert done.before(point(1)) == point(2)
    assert done.summary.sections[0].bullets[2].quote_en == summary.sections[0].bullets[3].quote_en
    assert done.edited == {bullet("s1", 3)}
    assert done.deleted == {bullet("s1", 0), point(1)}


def test_a_section_goes_with_its_heading_and_comes_back_whole(summary: Summary) -> None:
    gone = [Delete(Place("heading", "s2"))]
    assert [each.id for each in fold(summary, gone).summary.sections] == ["s1", "s3"]
    assert fold(summary, [*gone, Restore(Place("heading", "s2"))]).summary == summary


def test_a_section_without_a_bullet_is_none(summary: Summary) -> None:
    every = [Delete(bullet("s2", at)) for at in range(4)]
    assert [each.id for each in fold(summary, every).summary.sections] == ["s1", "s3"]


def test_the_last_words_stand_and_the_first_ones_come_back(summary: Summary) -> None:
    place = bullet("s3", 1)
    acts = [Edit(place, "하나"), Edit(place, "둘"), Edit(Place("title"), "제목"), Edit(Place("heading", "s1"), "머리")]
    done = fold(summary, acts)
    assert (done.summary.title, done.summary.sections[0].heading) == ("제목", "머리")
    assert done.summary.sections[2].bullets[1].ko == "둘"
    assert fold(summary, [Edit(place, "하나"), Delete(place), Restore(place)]).summary == summary


def test_the_same_words_typed_again_are_no_edit(summary: Summary) -> None:
    place = bullet("s1", 0)
    assert fold(summary, [Edit(place, texts_of(summary)[place])]).edited == frozenset()


def test_other_words_were_not_accepted(summary: Summary) -> None:
    place = bullet("s1", 2)
    accept = Accept(place, "number", "90%", "발표 자료에 있음")
    assert fold(summary, [accept]).accepted == {(place, "number", "90%"): accept}
    for after in (Edit(place, "90%에 답함"), Withdraw(place, "number", "90%")):
        assert fold(summary, [accept, after]).accepted == {}
    assert fold(summary, [Edit(place, "90%에 답함"), accept, Restore(place)]).accepted == {}
    assert fold(summary, [accept, Edit(bullet("s1", 1), "다른 글"), Restore(place)]).accepted


def test_orders_and_refusals_change_no_word(summary: Summary) -> None:
    assert fold(summary, [Ask("s1"), Publish(), Refuse("")]).summary == summary


def test_a_key_point_is_edited_as_it_is_printed(summary: Summary) -> None:
    kept = summary.key_points[1]
    assert read_point(written(kept), kept.sections) == kept
    assert written(replace(kept, lead="")) == kept.rest
    done = fold(summary, [Edit(point(1), "**응답(캐시)**은 빠름"), Edit(point(2), "소형 모델은 충분함")])
    # A bracket at the end of the subject would leave the asterisks standing in the post.
    assert done.summary.key_points[1] == KeyPoint("응답", "(캐시)은 빠름", kept.sections)
    assert done.summary.key_points[2] == KeyPoint("", "소형 모델은 충분함", summary.key_points[2].sections)
