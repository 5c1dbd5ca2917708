"""Strings and moments as YAML that every reader takes for those strings and moments.

Astro reads frontmatter by js-yaml, Jekyll by a YAML 1.1 reader, Hugo by another. A post that one of them reads
otherwise stops the whole site's build, so a plain scalar is written only where YAML 1.1 and 1.2 agree that it is a
string.
"""

import json
import re
from datetime import UTC, datetime

from uploader.post.markdown import one_line

_PLAIN = re.compile(r"(?!-(?: |$))[\w-](?:[\w .+/()·&-]*[\w.+/()·&-])?")
_NO_STRING = re.compile(
    r"[-+]?[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"  # 1e234567890, 12_345_678_9
    r"|[-+][0-9_]+"
    r"|[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+)"
    r"|[-+.0-9_]*\.[-+0-9_.]*(?:[eE][-+]?[0-9]+)?"  # fractions
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|(?i:true|false|yes|no|on|off|y|n|null)"
)


def quoted(text: str) -> str:
    """A double-quoted scalar with JSON's escapes, on one line, no control characters."""
    return json.dumps(one_line(text), ensure_ascii=False)


def scalar(text: str) -> str:
    """A plain scalar where all readers read it back as this string, else a quoted one."""
    plain = one_line(text)
    return plain if _PLAIN.fullmatch(plain) and not _NO_STRING.fullmatch(plain) else quoted(plain)


def moment(at: datetime) -> str:
    """`2026-07-30T08:20:11.295Z`, from an aware datetime; what is below a millisecond is cut off, never rounded up.

    Raises:
        ValueError: `at` is naive: nobody knows which moment it is.
    """
    if at.utcoffset() is None:
        raise ValueError(f"a moment needs its time zone: {at!r}")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def title(text: str) -> str:
    """A video's title as the frontmatter has it: `—` and `–` become `-`, a no-break space a space."""
    return one_line(text.replace("—", "-").replace("–", "-").replace("\u00a0", " "))
