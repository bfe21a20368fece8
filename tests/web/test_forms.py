"""Plain forms that come to no end."""

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from workshop.web.forms import read_form


async def test_a_form_cut_short_is_nobodys_failure() -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "method": "POST", "headers": []}, gone)
    with pytest.raises(HTTPException) as refused:
        await read_form(request)
    assert refused.value.status_code == 400
