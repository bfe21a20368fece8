"""Streamlit's own labels, hints and letters in our words: it says them in English only."""

from workshop.i18n import Words
from workshop.ui import live

SAYINGS = {
    "App pages": "pages",
    "Choose an option": "choose",
    "Choose options": "choose",
    "Choose date": "date",
    "Choose date,": "date_of",
    "Clear all": "clear",
    "Clear date": "clear",
    "Clear value": "clear",
    "Close": "close",
    "Close fullscreen": "small",
    "Collapse sidebar": "fold",
    "Copy Vega-Lite spec": "spec",
    "Decrement": "less",
    "Download as CSV": "csv",
    "Download as PNG": "png",
    "Empty": "empty",
    "Expand sidebar": "unfold",
    "Fullscreen": "large",
    "Help for": "help",
    "Increment": "more",
    "Next month": "next_month",
    "No options to select": "none",
    "No results": "none",
    "Open": "open",
    "Previous month": "previous_month",
    "Remove": "remove",
    "Scroll tabs left": "tabs_left",
    "Scroll tabs right": "tabs_right",
    "Search": "search",
    "Selected Date:": "selected_date",
    "Selected values": "selected",
    "Show data": "table",
    "Show chart": "chart",
    "Show/hide columns": "columns",
    "Sidebar": "sidebar",
    "day,": "day",
    "dd": "day_letters",
    "file upload": "file",
    "mm": "month_letters",
    "month,": "month",
    "year,": "year",
    "yyyy": "year_letters",
}
"""What Streamlit 1.67 says, by the key of ours."""


def rename_furniture(t: Words) -> None:
    """Once a page, before anything that Streamlit says of itself."""
    words = {said: t(f"ui.furniture.{key}") for said, key in SAYINGS.items()}
    words["colon"] = t("format.colon")
    live.draw("furniture", {"words": words}, key="furniture-ear")
