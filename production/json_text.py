"""JSON text: data written so that it can be read in a terminal, whatever names are in it, and read back as it was."""

from __future__ import annotations

import json
from typing import Any


def json_text(value: Any) -> str:
    """The value as strict JSON on one line (ValueError for what is not finite), in UTF-8 where that is printable.

    >>> json_text({"name": "½ × \\x1b[31m \\u202e \\udcff"})
    '{"name": "½ × \\\\u001b[31m \\\\u202e \\\\udcff"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text if text.isprintable() else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
