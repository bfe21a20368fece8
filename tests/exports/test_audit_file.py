"""``audit.csv``: who did what and when, apart from the files of the workshop's results."""

import csv
import io

import pytest

from workshop.domain.errors import WorkshopUnknown
from workshop.domain.gestures import Gesture
from workshop.domain.words import Role
from workshop.exports import downloads, log_downloads
from workshop.i18n import words
from workshop.services import topics, workshops
from workshop.services.actors import Console
from workshop.services.house import House


def _rows(house: House, actor: Console) -> list[dict[str, str]]:
    content = log_downloads()["audit.csv"].produce(house, actor).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_told_in_the_workshop_s_language(house: House, language: str) -> None:
    new = workshops.create_workshop(house, title="Counter", language=language)
    me, t = Console(new.code), words(language)
    workshops.set_phase(house, me, "capture")
    [phase, made] = _rows(house, me)
    assert phase[t("audit.column.what")] == t("audit.set_phase")
    assert phase[t("audit.column.change")] == f"{t('phase.frame')} → {t('phase.capture')}"
    assert phase[t("audit.column.who")] == t("audit.who.console")
    assert made[t("audit.column.who")] == t("audit.who.laptop")
    assert made[t("audit.column.kind")] == t("audit.kind.access")


def test_a_title_that_is_a_formula_does_no_harm(house: House) -> None:
    me = Console(workshops.create_workshop(house, title="Counter", language="en").code)
    topics.make_topic(house, me, title="=1+1")
    made, _ = _rows(house, me)
    assert (made["label"], made["present title"]) == ("T1", "'=1+1")


def test_it_is_the_facilitators_alone_and_no_file_of_results(house: House) -> None:
    assert log_downloads()["audit.csv"].roles == {Role.FACILITATOR}
    assert "audit.csv" not in downloads()
    with pytest.raises(WorkshopUnknown):
        _rows(house, Console("ZZZZZZ"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_gesture_has_its_words(language: str) -> None:
    t = words(language)
    assert [one for one in Gesture if not t.has(f"audit.{one}")] == []
    assert [one for one in Gesture if not t.has(f"audit.kind.{one.kind}")] == []
