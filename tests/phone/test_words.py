"""Every word a template asks for is in both catalogues."""

import re
from pathlib import Path

import pytest

from workshop import phone
from workshop.domain.words import QUADRANTS, Effect, Kind, Phase, SetAside, Side, Subject
from workshop.i18n import languages, words
from workshop.phone import refusals
from workshop.phone.assets import script
from workshop.phone.pages import SCALE
from workshop.phone.refusals import status_of

FOLDER = Path(str(phone.__file__)).parent


def asked_keys() -> set[str]:
    text = "\n".join(path.read_text("utf-8") for path in FOLDER.rglob("*.html"))
    keys = set(re.findall(r'"((?:phone|app|step|count)\.[a-z_.]*[a-z])"', text)) - {"phone.css"}
    keys -= {"phone.js"}
    for part in ("kept", "not_kept", "seen", "long", "phone", "yours"):
        keys |= {f"phone.privacy.{part}", f"phone.privacy.{part}.title"}
    keys |= {f"phone.phase.{phase}" for phase in Phase} | {f"phase.{phase}" for phase in Phase}
    keys |= {f"side.label.{side}" for side in Side} | {f"kind.{kind}.phone" for kind in Kind}
    keys |= {f"quadrant.{quadrant}" for quadrant in QUADRANTS}
    keys |= {f"phone.aside.{reason}" for reason in SetAside}
    keys |= {f"phone.vote.{subject}" for subject in Subject} | {"phone.vote.round"}
    keys |= {f"phone.own.{state}" for state in ("received", "waiting", "aside", "parked", "about")}
    keys |= {f"phone.ratings.{effect}" for effect in ("client", "employee", "usability")}
    for where in ("here", "sent"):
        keys |= {f"phone.notice.model.{where}", f"phone.privacy.model.{where}"}
    for scale in ("feeling", "ease", "agree", "better"):
        keys |= {f"phone.scale.{scale}.{word}" for _, word in SCALE}
    for whom in ("us", "them", "client"):
        keys |= {f"phone.mirror.{whom}"}
        keys |= {f"phone.mirror.{whom}.{effect}" for effect in set(Effect) - {Effect.SKIP}}
    [said] = re.findall(r"for key in \(([^)]*)\) %} data-", text)
    return keys | {f"phone.js.{key}" for key in re.findall(r'"(\w+)"', said)}


@pytest.mark.parametrize("language", languages())
def test_every_word_is_there(language: str) -> None:
    spoken = words(language)
    assert [key for key in sorted(asked_keys()) if not spoken.has(key)] == []


@pytest.mark.parametrize("language", languages())
def test_every_refusal_of_the_door_has_its_sentence_and_status(language: str) -> None:
    spoken = words(language)
    kinds = [
        refusals.PageUnknown,
        refusals.ForeignOrigin,
        refusals.BodyTooLarge,
        refusals.BodyUnreadable,
        refusals.Unavailable,
    ]
    for kind in kinds:
        assert spoken.has(f"error.{kind.code}")
        assert 400 <= status_of(kind()) < 600


def test_the_script_uses_only_words_it_is_given() -> None:
    used = set(re.findall(r"\bw\.(\w+)", script())) - {"seen", "too"}
    given = {key.removeprefix("phone.js.") for key in asked_keys() if key.startswith("phone.js.")}
    assert used == given - {"go"}


@pytest.mark.parametrize("language", languages())
def test_no_catalogue_names_a_side_by_a_fixed_word(language: str) -> None:
    spoken = words(language, client_name="XX", team_name="YY")
    for key in asked_keys():
        if key.startswith("phone."):
            sentence = spoken(key).lower()
            assert "le client" not in sentence
            assert "the client" not in sentence
