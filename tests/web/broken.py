"""The app with one page that raises: which one stands in the file that ``BROKEN_PAGE`` names.

    BROKEN_PAGE=/tmp/which python -m tests.web.broken serve --port 8130

What it raises quotes a card, as an error of a library may.
"""

import os
import sys
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from workshop.cli import main

QUOTED = "Tombouctou 4713"

_get = ScriptCache.get_bytecode


def _get_or_break(cache: ScriptCache, script_path: str) -> Any:
    which = Path(os.environ["BROKEN_PAGE"]).read_text(encoding="utf-8")
    if Path(script_path).stem == which:
        return compile(f"raise RuntimeError({QUOTED!r})", script_path, "exec")
    return _get(cache, script_path)


if __name__ == "__main__":
    ScriptCache.get_bytecode = _get_or_break  # type: ignore[assignment,method-assign]
    sys.exit(main(sys.argv[1:]))
