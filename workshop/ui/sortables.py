"""One list to drag into another order.

The component knows an item by its string alone and keeps its own picture as long as its key stays:
so the key follows from what is in the list, and what comes back is not believed.
"""

import hashlib
from collections.abc import Sequence

from streamlit_sortables import sort_items

ORDER_STYLE = """
.sortable-component { min-height: 4rem; }
.sortable-component, .sortable-container, .sortable-container-body { background: transparent;
  padding: 0; font-family: var(--font, "Source Sans", sans-serif); }
.sortable-item, .sortable-item:hover { background: var(--secondary-background-color);
  color: var(--text-color); border: 1px solid rgba(128, 128, 128, .4); border-radius: .75rem;
  margin: 0 0 .4rem; padding: .6rem .9rem; font-size: 1rem; text-align: left;
  justify-content: flex-start; cursor: grab; }
.sortable-item:focus-visible { outline: 3px solid var(--primary-color); outline-offset: 1px; }
"""


def order(names: Sequence[str], *, key: str) -> list[str]:
    """Draw one list to drag in; gives the names as they lie now. They must differ.

    What comes back may be anything at all: the caller checks that it is the same names.
    """
    dragged: list[str] = sort_items(
        list(names),
        direction="vertical",
        custom_style=ORDER_STYLE,
        key=f"{key}-{_fingerprint(names)}",
    )
    return dragged


def _fingerprint(drawn: object) -> str:
    return hashlib.blake2b(repr(drawn).encode(), digest_size=8).hexdigest()
