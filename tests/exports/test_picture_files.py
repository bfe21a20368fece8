"""The pictures as files: the same as SVG and PNG, for the facilitators of the workshop."""

import struct
from xml.etree import ElementTree as ET

import pytest

from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import Role
from workshop.exports import downloads
from workshop.services.actors import Console
from workshop.services.demo import create_demo
from workshop.services.house import House

PNG = b"\x89PNG\r\n\x1a\n"
PICTURES = ("map", "matrix")


@pytest.fixture
def there(house: House) -> Console:
    return Console(create_demo(house, "fr").code)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_1920_by_1080_with_the_title_of_the_workshop(
    house: House, there: Console, name: str
) -> None:
    root = ET.fromstring(downloads()[f"{name}.svg"].produce(house, there))
    assert root.attrib["viewBox"] == "0 0 1920 1080"
    texts = ["".join(node.itertext()) for node in root.iter() if node.tag.endswith("text")]
    assert texts[0].startswith("Lumeo")
    assert "script" not in {node.tag.split("}")[1] for node in root.iter()}


@pytest.mark.parametrize("name", PICTURES)
def test_the_png_has_its_size_and_more_than_one_colour(
    house: House, there: Console, name: str
) -> None:
    content = downloads()[f"{name}.png"].produce(house, there)
    assert content.startswith(PNG)
    assert struct.unpack(">II", content[16:24]) == (1920, 1080)
    assert len(content) > 50_000


@pytest.mark.parametrize("name", PICTURES)
def test_both_are_handed_to_facilitators_alone(name: str) -> None:
    for ending, media_type in (("svg", "image/svg+xml"), ("png", "image/png")):
        file = downloads()[f"{name}.{ending}"]
        assert file.media_type == media_type
        assert file.roles == {Role.FACILITATOR}


@pytest.mark.parametrize("name", PICTURES)
def test_there_is_no_picture_of_a_workshop_that_is_not_there(house: House, name: str) -> None:
    for ending in ("svg", "png"):
        with pytest.raises(WorkshopUnknown):
            downloads()[f"{name}.{ending}"].produce(house, Console("ZZZZZZ"))
