"""Every setting, once: its name, type, default and meaning. README and `doctor` are written from here.

A key stands in a TOML file (`--config`, else `UPLOADER_CONFIG`, else `uploader.toml` beside the caller) or in the
environment as `UPLOADER_<KEY>`; the environment wins. Secrets come only from the environment or from a file that
`<NAME>_FILE` names, never from the TOML file. An unknown key is an error that names the nearest known one.

values       what they are made of
schema       the settings themselves
per_channel  what a channel may have of its own
given        one channel's settings
load         reading them
example      the file that a person begins with
listed       what they are in this run, for people
"""

from uploader.settings.listed import listed, shown
from uploader.settings.load import environment_name, load_settings
from uploader.settings.schema import AI_ENGINEER, PREFIX, Settings
from uploader.settings.values import SECRETS, Price

__all__ = [
    "AI_ENGINEER",
    "PREFIX",
    "SECRETS",
    "Price",
    "Settings",
    "environment_name",
    "listed",
    "load_settings",
    "shown",
]
