"""Streamlit's options that the promises of this product rest on, checked at start."""

from collections.abc import Callable

BROWSER_HEADER = "X-Workshop-Browser"
"""How the front door tells Streamlit whose websocket it is; what a browser sends is dropped."""

REQUIRED: dict[str, object] = {
    "runner.postScriptGC": False,
    "client.showErrorDetails": "none",
    "browser.gatherUsageStats": False,
    "logger.enableRich": False,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.maxUploadSize": 20,
    "server.trustedUserHeaders": {BROWSER_HEADER: "browser"},
    "server.fileWatcherType": "none",
    "server.baseUrlPath": "",
    "global.developmentMode": False,
}
"""Each with its reason in ``.streamlit/config.toml``; the last two hold the front door's paths."""


def check_configuration(get_option: Callable[[str], object]) -> list[str]:
    """What is wrong, as ``name = found, must be wanted`` per option; empty when all is well."""
    wrong = []
    for name, wanted in REQUIRED.items():
        found = get_option(name)
        same = found == wanted and isinstance(found, bool) == isinstance(wanted, bool)
        if not same:
            wrong.append(f"{name} = {found!r}, must be {wanted!r}")
    return wrong
