"""Where the files that belong to the program lie: in the wheel, or beside the package in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `prompts` or `migrations`, wherever this program was installed from."""
    packed = _PACKAGE / "_files" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def shipped(name: str) -> Path:
    """A data file that lies in the package itself."""
    return _PACKAGE / name
