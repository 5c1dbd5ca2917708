"""Real remotes that refuse, fill up, hang or vanish; and the words that only far remotes say."""

import os
import shutil
import signal
import time
from datetime import timedelta

import pytest

from tests.site.world import NOON, VIDEO, World, post, publish
from uploader.errors import Cause, Later, Nobody, UploaderError
from uploader.ids import parse_video_id
from uploader.site.faults import Broken, Moved, of_connection, of_local, of_push
from uploader.site.git import Finished
from uploader.site.remote import Remote

FAR = Remote("https://example.org/blog.git")


@pytest.mark.parametrize("hook", ["pre-receive", "update"])
def test_a_protected_branch_refuses_everybody(world: World, hook: str) -> None:
    world.hook(hook, "echo 'GH006: Protected branch update failed' >&2; exit 1")
    with pytest.raises(Nobody) as nobody:
        publish(world.blog())
    assert (nobody.value.service, nobody.value.cause) == ("site", Cause.PUSH_REFUSED)
    assert "Protected branch update failed" in nobody.value.detail
    world.unhook(hook)
    assert publish(world.blog()).commit == world.tip()


def test_a_full_disk_at_the_remote_is_for_later(world: World) -> None:
    world.hook("pre-receive", "echo 'fatal: write error: No space left on device' >&2; exit 1")
    with pytest.raises(Later) as later:
        publish(world.blog())
    assert later.value.cause is Cause.DISK_FULL


def test_a_hook_that_hangs_is_left_and_its_processes_ended(world: World) -> None:
    world.hook("pre-receive", f"echo $$ > {world.root}/pid; exec sleep 600")
    with pytest.raises(Later) as later:
        publish(world.blog(timeout=1.5))
    assert later.value.cause is Cause.REMOTE_UNREACHABLE
    assert "git push gave no answer within 1.5 s" in later.value.detail
    assert _ends(int((world.root / "pid").read_text()))
    world.unhook("pre-receive")
    assert publish(world.blog()).commit == world.tip()


def _ends(pid: int) -> bool:
    """Whether the process is gone within ten seconds: it was signalled, its new parent has yet to notice."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_hook_that_hangs_after_the_push_has_landed_publishes_once(world: World) -> None:
    world.hook("post-receive", "sleep 600")
    with pytest.raises(Later):
        publish(world.blog(timeout=1.5))
    world.unhook("post-receive")
    again = world.blog().publish(post(), subject="Add a talk", committed_at=NOON + timedelta(hours=1))
    assert again.commit is None
    assert world.count() == 2


def test_a_push_that_landed_unheard_may_be_repeated_to_the_letter(world: World) -> None:
    """The same post at the same time on the same tip is the same commit."""
    world.hook("post-receive", "sleep 600")
    with pytest.raises(Later):
        publish(world.blog(timeout=1.5))
    world.unhook("post-receive")
    assert publish(world.blog()).commit == world.tip()
    assert world.count() == 2


def test_what_a_hook_leaves_running_does_not_hold_our_lock(world: World) -> None:
    world.hook("post-receive", "sleep 30 </dev/null >/dev/null 2>&1 & echo $! > " + str(world.root / "pid"))
    blog = world.blog(timeout=5)
    publish(blog)
    assert blog.find(VIDEO)
    os.kill(int((world.root / "pid").read_text()), signal.SIGKILL)


def test_a_remote_that_is_gone_is_bad_input(world: World) -> None:
    blog = world.blog()
    publish(blog)
    shutil.rmtree(world.bare)
    with pytest.raises(UploaderError, match="not a repository"):
        publish(blog, post(parse_video_id("bbbbbbbbbbb")))


def test_a_checked_out_branch_refuses_pushes(world: World) -> None:
    with pytest.raises(Nobody) as nobody:
        publish(world.blog(str(world.person)))
    assert nobody.value.cause is Cause.PUSH_REFUSED
    assert "checked out" in nobody.value.detail


def test_a_stale_lock_at_the_remote_is_waited_for(world: World) -> None:
    lock = world.bare / "refs" / "heads" / "main.lock"
    lock.touch()
    with pytest.raises(Later) as later:
        publish(world.blog(tries=2))
    assert later.value.cause is Cause.REMOTE_BUSY
    lock.unlink()
    assert publish(world.blog()).commit == world.tip()


WORDS = [
    ("fatal: Authentication failed for 'https://example.org/'", Nobody, Cause.BAD_CREDENTIALS),
    ("fatal: could not read Username for 'https://x': terminal prompts disabled", Nobody, Cause.BAD_CREDENTIALS),
    ("remote: Permission to a/b.git denied to c.\nfatal: unable to access 'x': The requested URL returned error: 403",
     Nobody, Cause.BAD_CREDENTIALS),
    ("git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.", Nobody,
     Cause.BAD_CREDENTIALS),
    ("Host key verification failed.\nfatal: Could not read from remote repository.", Nobody, Cause.BAD_CREDENTIALS),
    ("ERROR: Repository not found.\nfatal: Could not read from remote repository.", Nobody, Cause.BAD_CREDENTIALS),
    ("fatal: repository 'https://example.org/a/b.git/' not found", Nobody, Cause.BAD_CREDENTIALS),
    ("fatal: unable to access 'x': Could not resolve host: x", Later, Cause.REMOTE_UNREACHABLE),
    ("fatal: unable to access 'x': SSL certificate problem: unable to get local issuer certificate", Later,
     Cause.REMOTE_UNREACHABLE),
    ("ssh: connect to host x port 22: Connection timed out\nfatal: Could not read from remote repository.", Later,
     Cause.REMOTE_UNREACHABLE),
    ("fatal: the remote end hung up unexpectedly", Later, Cause.REMOTE_UNREACHABLE),
    ("fatal: couldn't find remote ref refs/heads/main", Nobody, Cause.BRANCH_MISSING),
    ("fatal: sha1 file 'x' write error: No space left on device", Later, Cause.DISK_FULL),
]  # fmt: skip


@pytest.mark.parametrize(("words", "kind", "cause"), WORDS)
def test_a_connection_that_fails_has_a_named_end(words: str, kind: type[Nobody | Later], cause: Cause) -> None:
    wrong = of_connection(Finished(128, b"", words), FAR, "main")
    assert isinstance(wrong, kind)
    assert wrong.cause is cause
    pushed = of_push(Finished(128, b"", words), FAR, "main")
    assert type(pushed) is kind


def test_words_that_nobody_knows_put_the_clone_under_suspicion() -> None:
    odd = Finished(128, b"", "fatal: something new")
    assert isinstance(of_connection(odd, FAR, "main"), Broken)
    assert isinstance(of_push(odd, FAR, "main"), Broken)
    assert isinstance(of_local(odd), Broken)
    full = of_local(Finished(128, b"", "fatal: write error: No space left on device"))
    assert isinstance(full, Later)
    assert full.cause is Cause.DISK_FULL


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("[rejected] (stale info)", Moved),
        ("[rejected] (non-fast-forward)", Moved),
        ("[rejected] (fetch first)", Moved),
        ("[remote rejected] (failed to update ref)", Moved),
        ("[remote rejected] (cannot lock ref 'refs/heads/main': is at 1 but expected 2)", Moved),
        ("[remote rejected] (incorrect old value provided)", Moved),
        ("[remote rejected] (protected branch hook declined)", Nobody),
        ("[remote rejected] (pre-receive hook declined)", Nobody),
        ("[remote rejected] (permission denied)", Nobody),
        ("[remote rejected] (missing necessary objects)", Broken),
        ("[remote rejected] (unpacker error)", Broken),
    ],
)
def test_a_pushs_own_line_decides(reason: str, kind: type[UploaderError]) -> None:
    lines = f"To https://example.org/blog.git\n!\tabc:refs/heads/main\t{reason}\nDone\n"
    assert type(of_push(Finished(1, lines.encode(), "error: failed to push some refs"), FAR, "main")) is kind


def test_messages_are_one_short_line_without_control_characters() -> None:
    wrong = of_local(Finished(1, b"", "hint: noise\nfatal: \x1b[31mred\x07\n" + "x" * 5000))
    assert "\x1b" not in str(wrong)
    assert "\n" not in str(wrong)
    assert len(str(wrong)) <= 300
