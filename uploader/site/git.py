"""The only place that runs the `git` binary.

Every run is bounded in time, asks no questions, speaks English, and is free of what would change its result: the
caller's `GIT_*` variables (a cron job inside a hook has many), our clone's hooks, signing, push options. The rest of
the user's configuration stays: ssh keys, proxies, certificates and credential helpers are how people reach a remote.
"""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from uploader.errors import BadInput, Cause, Later
from uploader.site.remote import Remote, Settings

_KEPT = ("GIT_SSL_", "GIT_SSH", "GIT_PROXY_", "GIT_EXEC_PATH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")
"""The `GIT_*` variables that say how to reach a remote or where git is; all others are dropped."""

_FIXED = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_ALLOW_PROTOCOL": "file:http:https:ssh",  # never `ext::`, which runs commands
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_DEFAULT_REF_FORMAT": "files",  # `clone` reads a ref as a file
}

_SETTINGS = (
    ("core.hooksPath", os.devnull),
    ("push.gpgSign", "false"),
    ("push.followTags", "false"),
    ("push.pushOption", ""),
    ("push.recurseSubmodules", "no"),
    ("fetch.recurseSubmodules", "false"),
    ("fetch.prune", "false"),
    ("gc.auto", "0"),  # housekeeping is a new clone, see `clone`
    ("maintenance.auto", "false"),
)

NAME = "blog"
"""Our remote's name; not `origin`, which people configure globally."""

_GRACE = 2.0
"""Seconds between SIGTERM, on which git removes its own lock files, and SIGKILL."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a run ended. `errors` is its standard error with secrets masked."""

    code: int
    output: bytes
    errors: str

    @property
    def text(self) -> str:
        """Standard output as one stripped string; bytes that are no UTF-8 survive as surrogates."""
        return self.output.decode("utf-8", "surrogateescape").strip()


@dataclass(frozen=True, slots=True)
class Git:
    """git, run inside one repository.

    Attributes:
        directory: the repository (its `.git` or the bare folder itself); it need not exist yet.
        timeout: seconds that any one run may take.
        lock: an open file whose flock every child holds too, so that the lock outlives us as long as they do.
    """

    directory: Path
    remote: Remote
    timeout: float
    lock: int

    def run(self, *arguments: str, given: bytes = b"", share_lock: bool = True, settings: Settings = ()) -> Finished:
        """Run `git arguments…` with `given` on standard input and `settings` for this run.

        `share_lock=False` is for the one command that may run other people's programs: a push to a folder of this
        machine runs its hooks, and what they leave in the background must not hold our lock for ever.

        Raises:
            Later: it gave no answer in time; it and its children were ended.
            BadInput: there is no git here.
        """
        try:
            # Its own session: no terminal to ask a question on, and one group to end as a whole.
            child = subprocess.Popen(
                ["git", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=self._environment(settings),
                start_new_session=True,
                pass_fds=(self.lock,) if share_lock else (),
            )
        except FileNotFoundError as missing:
            raise BadInput("git is not installed here: apt-get install git") from missing
        try:
            output, errors = child.communicate(given, self.timeout)
        except subprocess.TimeoutExpired as slow:
            late = f"git {arguments[0]} gave no answer within {self.timeout:g} s"
            raise Later(Cause.REMOTE_UNREACHABLE, late) from slow
        finally:
            if child.poll() is None:
                _end(child)
        return Finished(child.returncode, output, self.remote.mask(errors.decode("utf-8", "replace")))

    def _environment(self, more: Settings) -> dict[str, str]:
        env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
        bundle = env.get("SSL_CERT_FILE") or env.get("REQUESTS_CA_BUNDLE")
        if bundle:  # git's libcurl reads neither
            env.setdefault("GIT_SSL_CAINFO", bundle)
        settings = (*_SETTINGS, *self._named_remote(), *self.remote.settings, *more)
        for number, (key, value) in enumerate(settings):
            env[f"GIT_CONFIG_KEY_{number}"], env[f"GIT_CONFIG_VALUE_{number}"] = key, value
        return env | _FIXED | {"GIT_CONFIG_COUNT": str(len(settings)), "GIT_DIR": str(self.directory)}

    def _named_remote(self) -> Settings:
        # Not in the clone's config: a damaged one would send us elsewhere, or nowhere.
        return (f"remote.{NAME}.url", self.remote.url), (f"remote.{NAME}.fetch", f"+refs/heads/*:refs/remotes/{NAME}/*")


def git_version() -> str | None:
    """The version of the `git` that would be run; None where there is none."""
    if shutil.which("git") is None:
        return None
    done = subprocess.run(["git", "--version"], capture_output=True, text=True, timeout=10, check=True)
    return done.stdout.removeprefix("git version ").strip()


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a process with all its children: first the polite way, then whatever is left of them."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        child.communicate(timeout=_GRACE)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe:
            pipe.close()
