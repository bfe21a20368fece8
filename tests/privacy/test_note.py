"""The note on data: one page whatever the settings, in both languages, and true to each of them."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from tests.services.cast import Cast
from workshop.domain.errors import WorkshopUnknown
from workshop.domain.text import CARD_LIMIT, TITLE_LIMIT
from workshop.domain.words import Role
from workshop.exports import downloads, note_file, privacy_downloads
from workshop.i18n import languages, words
from workshop.services import help, moderation, people, solutions, workshops
from workshop.services.model import ModelNotice
from workshop.services.people import PersonDraft
from workshop.services.sealing import seal
from workshop.services.views.note import Note, read_note
from workshop.services.workshops import FAMILIES_LIMIT, MOST_FLOOR, NAME_LIMIT
from workshop.settings import CONTACT_LIMIT, MOST_DAYS, Keeping

DAY = date(2026, 9, 30)
BARE = Note(
    code="K7M4QX",
    title="Counter",
    language="en",
    client_name="the client",
    team_name="us, the team",
    run_by="",
    families=(),
    nicknames=False,
    tools=False,
    inbox_first=False,
    moderation_rule="",
    floor=5,
    sponsor_open=False,
    sealed=False,
    own_file=True,
    mails=False,
    helpers=0,
    people=0,
    model=ModelNotice(),
    keeping=Keeping(),
)


def _long(size: int) -> str:
    """As wide as words of that many signs get: half of it one word, without a space to break at."""
    return ("W" * (size // 2) + " " + "Mm mm " * size)[:size].strip().ljust(size, "m")


LONGEST = replace(
    BARE,
    title=_long(TITLE_LIMIT),
    client_name=_long(NAME_LIMIT),
    team_name=_long(NAME_LIMIT),
    run_by=f"{'w' * 200}@{'m' * 40}.example",
    families=tuple(f"{n}{_long(NAME_LIMIT - 1)}" for n in range(FAMILIES_LIMIT)),
    nicknames=True,
    tools=True,
    inbox_first=True,
    moderation_rule=_long(CARD_LIMIT),
    floor=MOST_FLOOR,
    sponsor_open=True,
    own_file=False,
    mails=True,
    helpers=9_999,
    people=9_999,
    model=ModelNotice("sent", f"{'w' * 60}.{'m' * 60}.example"),
    keeping=Keeping(MOST_DAYS, MOST_DAYS, MOST_DAYS, _long(CONTACT_LIMIT)),
)


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def said(note: Note, language: str = "en") -> list[str]:
    told = note_file.note_told(note, words(language), DAY)
    parts = [*told["left"], *told["right"]]
    return [told["about"], *(line for part in parts for line in part["lines"]), told["contact"]]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("note", [BARE, LONGEST], ids=["bare", "longest"])
def test_it_stands_on_one_upright_page_tagged_in_its_language(note: Note, language: str) -> None:
    file = opened(note_file.set_note(note, language, DAY))
    [page] = file.pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    root: Any = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)
    t = words(language, note.client_name, note.team_name)
    assert file.metadata is not None
    assert file.metadata.title == t("note.title")
    text = "".join(page.extract_text().split()).replace("\u200b", "")
    told = note_file.note_told(note, t, DAY)
    for line in (*(line for part in told["right"] for line in part["lines"]), told["contact"]):
        assert "".join(line.split())[-25:].replace("-", "") in text.replace("-", "")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"families": ("Desk",)}, "note.kept.roles"),
        ({"nicknames": True}, "note.kept.nicknames"),
        ({"tools": True}, "note.kept.tools"),
        ({"inbox_first": True}, "note.seen.inbox"),
        ({"moderation_rule": "No names"}, "note.seen.rule"),
        ({"sponsor_open": True}, "note.seen.sponsor"),
        ({"model": ModelNotice("sent", "models.example")}, "note.seen.model.sent"),
        ({"model": ModelNotice("here")}, "note.seen.model.here"),
        ({"mails": True}, "note.named.mails"),
        ({"run_by": "a@example.org"}, "note.run_by"),
        ({"own_file": False}, "note.long.server"),
        ({"keeping": Keeping(seal=30)}, "note.long.seal"),
        ({"keeping": Keeping(delete=365)}, "note.long.delete"),
        ({"keeping": Keeping(backups=14)}, "note.long.backups"),
        ({"keeping": Keeping(contact="dpo@example.org")}, "note.contact"),
        ({"sealed": True}, "note.seal.done"),
        ({"sealed": True}, "note.rights.sealed"),
        ({"sealed": True}, "note.not_kept.cookie_gone"),
    ],
)
def test_each_setting_says_its_own_sentence(change: dict[str, Any], key: str) -> None:
    note = replace(BARE, **change)
    sentence = words("en")(
        key,
        roles="Desk",
        rule="No names",
        floor=5,
        host="models.example",
        account="a@example.org",
        contact="dpo@example.org",
        days=30 if note.keeping.seal else 365 if note.keeping.delete else 14,
    )
    assert sentence in said(note)
    assert sentence not in said(BARE)


def test_a_sealed_workshop_has_no_film_no_nickname_and_no_term_to_be_sealed() -> None:
    note = replace(BARE, sealed=True, nicknames=True, keeping=Keeping(seal=30))
    t = words("en")
    lines = said(note)
    assert t("note.not_kept.film") not in lines
    assert t("note.kept.nicknames") not in lines
    assert t("note.long.no_term") in lines


def test_it_reads_the_settings_of_the_workshop_itself(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, alice = cast.house, cast.alice
    before = read_note(house, alice)
    assert before == replace(
        BARE, code=cast.code, run_by="alice@example.org", own_file=house.database.is_sqlite
    )
    workshops.frame(house, alice, {}, families=["Desk"])
    workshops.save_settings(house, alice, nicknames=True, floor=7)
    workshops.open_to_sponsor(house, alice, is_open=True)
    moderation.save_moderation(house, alice, inbox_first=True, rule="No names")
    people.add_person(house, alice, PersonDraft("Nadia"))
    idea = solutions.add_solution(house, alice, title="Call back", topics=[])
    workshops.set_phase(house, alice, "ideate")
    cast.send(help.offer_help, help.HelpSent("dora", idea, "Dora"))
    seal(house, alice, typed_code=cast.code)
    monkeypatch.setenv("WORKSHOP_DELETE_DAYS", "365")
    assert read_note(house, alice) == replace(
        before,
        families=("Desk",),
        nicknames=True,
        floor=7,
        sponsor_open=True,
        inbox_first=True,
        moderation_rule="No names",
        people=1,
        helpers=1,
        sealed=True,
        keeping=Keeping(delete=365),
    )


def test_facilitators_alone_take_it_along(cast: Cast) -> None:
    assert not privacy_downloads().keys() & downloads().keys()
    for language in languages():
        download = privacy_downloads()[f"privacy-note-{language}.pdf"]
        assert download.roles == {Role.FACILITATOR}
        for stranger in (cast.charlie, cast.sam):
            with pytest.raises(WorkshopUnknown):
                download.produce(cast.house, stranger)
