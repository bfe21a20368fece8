"""Write the JSON Schema of the JSON export, so that other programs can read and write one.

python docs/make_schema.py          writes docs/workshop.schema.json
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workshop.exports.json_schema import schema  # noqa: E402 - the checkout may not be installed

FILE = ROOT / "docs" / "workshop.schema.json"


def written() -> str:
    """The file, as text."""
    return f"{json.dumps(schema(), ensure_ascii=False, indent=1)}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    print(FILE)
