"""Posts that an audit found broken are made again: in their place, under their date, and never over a person's edit."""

import pytest

from tests.scene import CACHE, EVALS, POSTS, SHORT, Scene
from tests.site.world import git

pytestmark = pytest.mark.slow

MADE = "2025-11-03T08:20:11.295Z"


def _error_article(video_id: str) -> str:
    """What an older program left: a failure, printed as an article."""
    return f"""---
author: AI Makers Club
pubDatetime: {MADE}
title: "A talk"
slug: {video_id}
featured: true
draft: false
tags:
  - AI
  - 자동 업로드
description: "Request failed"
---

**영상 링크:** [A talk](https://www.youtube.com/watch?v={video_id})

Request failed for https://api.example.com returned code 429.
"""


def _requeues(scene: Scene) -> str:
    git(scene.folder / "person", "pull", "-q", "--rebase", "origin", "main")
    return scene.runs("audit", str(scene.folder / "person"), "--requeue", expecting=1).stderr


def test_an_error_article_is_replaced_in_its_place_under_its_date(scene: Scene) -> None:
    scene.writes(f"{POSTS}/2025/{EVALS}.md", _error_article(EVALS))
    assert "1 scheduled" in _requeues(scene)

    scene.runs("backfill", "--video-id", EVALS)

    assert scene.posts() == [f"{POSTS}/2025"]
    post = scene.shows(f"{POSTS}/2025/{EVALS}.md")
    assert "Request failed" not in post
    assert f"pubDatetime: {MADE}\n" in post
    subject = git(scene.bare, "log", "-1", "--format=%s", "main")
    assert "made again" in subject
    assert "error-text" in subject
    git(scene.folder / "person", "pull", "-q", "--rebase", "origin", "main")
    scene.runs("audit", str(scene.folder / "person"))

    scene.runs("backfill", "--video-id", EVALS)  # the mark is gone
    assert scene.commits_for(EVALS) == 1


def test_a_hidden_file_comes_back_under_a_name_that_the_site_shows(scene: Scene) -> None:
    scene.writes(f"{POSTS}/{CACHE}.md", _error_article(CACHE))
    _requeues(scene)
    scene.runs("backfill", "--video-id", CACHE)
    assert scene.posts() == [f"{POSTS}/yt-{CACHE}.md"]


def test_what_a_person_edited_is_held_before_anything_is_paid_for(scene: Scene) -> None:
    path = f"{POSTS}/{EVALS}.md"
    scene.writes(path, _error_article(EVALS))
    scene.writes(path, _error_article(EVALS) + "\n곧 고치겠습니다.\n")
    _requeues(scene)

    scene.runs("backfill", "--video-id", EVALS, expecting=1)

    state, reasons = scene.state_of(EVALS)
    assert (state, reasons[0]) == ("held", "a person wrote or changed this file")
    assert "곧 고치겠습니다." in scene.shows(path)
    assert not scene.model.asked()


def test_our_own_post_made_again_with_the_same_words_is_no_new_commit(scene: Scene) -> None:
    scene.runs("backfill", "--video-id", SHORT)
    git(scene.folder / "person", "pull", "-q", "--rebase", "origin", "main")
    asked = len(scene.model.asked())
    strict = scene.folder / "glossary.tsv"  # a person's glossary that knows better: every post is misspelled
    word = next(line for line in scene.shows(f"{POSTS}/{SHORT}.md").splitlines() if line.startswith("- ")).split()[-1]
    strict.write_text(f"Right\t\t바름\t{word}\ttool\n", "utf-8")
    scene.runs("audit", str(scene.folder / "person"), "--requeue", expecting=1, UPLOADER_GLOSSARY_FILE=str(strict))

    scene.runs("backfill", "--video-id", SHORT)

    assert len(scene.model.asked()) > asked
    assert scene.commits_for(SHORT) == 1


def test_in_a_jekyll_blog_it_keeps_its_name_and_its_date_and_a_persons_edit_stays(scene: Scene) -> None:
    scene.environment["UPLOADER_SITE_FORMAT"] = "jekyll"
    path = f"_posts/2025-11-03-{EVALS}.md"
    article = _error_article(EVALS).replace("pubDatetime:", "layout: post\ndate:")
    article = article.replace(f"slug: {EVALS}", f"permalink: /posts/{EVALS}/").replace("draft: false\n", "")
    scene.writes("_config.yml", "")
    scene.writes(path, article)
    assert "1 scheduled" in _requeues(scene)

    scene.runs("backfill", "--video-id", EVALS)

    assert git(scene.bare, "ls-tree", "-r", "--name-only", "main", "_posts/") == path
    post = scene.shows(path)
    assert f"date: {MADE}\n" in post
    assert f"permalink: /posts/{EVALS}/\n" in post
    assert "Request failed" not in post

    scene.writes(path, post.replace("핵심 요약", "핵심 요약 <b>"))
    assert "1 scheduled" in _requeues(scene)
    scene.runs("backfill", "--video-id", EVALS, expecting=1)
    assert scene.state_of(EVALS)[0] == "held"
    assert "핵심 요약 <b>" in scene.shows(path)
