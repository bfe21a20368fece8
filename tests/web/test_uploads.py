"""How many files somebody without an account may send."""

from starlette.datastructures import Headers

from workshop.web.uploads import LINKS_KEPT, MOST_FILES, WINDOW_SECONDS, Uploads

SMALL = Headers({"content-length": "9"})


def test_after_a_while_files_are_taken_again() -> None:
    now = [0.0]
    uploads = Uploads(now=lambda: now[0])
    assert {uploads.refusal(1, "PUT", SMALL) for _ in range(MOST_FILES)} == {0}
    assert uploads.refusal(1, "PUT", SMALL) == 429
    assert uploads.refusal(2, "PUT", SMALL) == 0
    now[0] = WINDOW_SECONDS
    assert uploads.refusal(1, "PUT", SMALL) == 0


def test_a_size_is_a_whole_number_and_nothing_else_is_counted() -> None:
    uploads = Uploads()
    for said in ("", "-1", "1e9", "9" * 5000):
        assert uploads.refusal(1, "PUT", Headers({"content-length": said})) in (411, 413)
    assert {uploads.refusal(1, "DELETE", Headers()) for _ in range(2 * MOST_FILES)} == {0}


def test_what_is_remembered_is_bounded() -> None:
    uploads = Uploads()
    for link in range(LINKS_KEPT + 9):
        uploads.refusal(link, "PUT", SMALL)
    assert len(uploads._sent) == LINKS_KEPT
