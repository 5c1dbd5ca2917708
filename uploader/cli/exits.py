"""Exit codes, once: 0 done, 1 some video failed or is held, 2 usage or settings, 3 a service refuses us all, 130."""

import sys
from collections.abc import Callable
from enum import IntEnum

from uploader.errors import BadInput, Nobody, OverBudget, Stop


class Exit(IntEnum):
    """INTERFACE's exit codes."""

    DONE = 0
    SOME_STOPPED = 1
    USAGE = 2
    REFUSED = 3
    INTERRUPTED = 130


def guarded(app: Callable[..., object]) -> int:
    """Run the command line; one clear line instead of a traceback for whatever is not a bug."""
    import typer

    try:
        code = app(prog_name="uploader", standalone_mode=False)
    except typer.Exit as left:
        return left.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return say("interrupted", Exit.INTERRUPTED)
    except typer.TyperException as wrong:
        message = wrong.format_message()  # none where help was asked for by giving no command
        return say(message, Exit.USAGE) if message else Exit.USAGE
    except BadInput as wrong:
        return say(str(wrong), Exit.USAGE)
    except Nobody as refusal:
        return say(f"{refusal.service} refuses us: {refusal}", Exit.REFUSED)
    except (Stop, OverBudget) as stop:
        return say(str(stop), Exit.SOME_STOPPED)
    except Exception as fault:
        from uploader.store.trouble import trouble

        if line := trouble(fault):
            return say(line, Exit.USAGE)
        raise
    return code if isinstance(code, int) else Exit.DONE


def say(line: str, code: Exit) -> int:
    """One line on standard error, and the code."""
    print(f"uploader: {' '.join(line.split())}", file=sys.stderr)  # noqa: T201 - this is the program's voice
    return code
