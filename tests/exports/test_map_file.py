"""The map as files: the same picture as SVG and PNG, for the facilitators of the workshop."""

import struct
from xml.etree import ElementTree as ET

import pytest

from workshop.domain.errors import WorkshopUnknown
from workshop.domain.words import Role
from workshop.exports import downloads, map_file
from workshop.services.actors import Console
from workshop.services.house import House
from workshop.services.workshops import create_workshop

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def there(house: House) -> Console:
    """A workshop with the journeys of a template."""
    return Console(create_workshop(house, language="fr", template_slug="contact-centre").code)


def test_the_map_is_a_picture_of_1920_by_1080_with_the_title_of_the_workshop(
    house: House, there: Console
) -> None:
    root = ET.fromstring(map_file.produce_svg(house, there))
    assert root.attrib["viewBox"] == "0 0 1920 1080"
    texts = ["".join(node.itertext()) for node in root.iter() if node.tag.endswith("text")]
    assert any(texts)
    assert "script" not in {node.tag.split("}")[1] for node in root.iter()}


def test_the_png_has_its_size_and_more_than_one_colour(house: House, there: Console) -> None:
    content = map_file.produce_png(house, there)
    assert content.startswith(PNG)
    assert struct.unpack(">II", content[16:24]) == (1920, 1080)
    assert len(content) > 50_000


def test_both_are_handed_to_facilitators_alone() -> None:
    for name, media_type in (("map.svg", "image/svg+xml"), ("map.png", "image/png")):
        file = downloads()[name]
        assert file.media_type == media_type
        assert file.roles == {Role.FACILITATOR}


def test_there_is_no_map_of_a_workshop_that_is_not_there(house: House) -> None:
    for produce in (map_file.produce_svg, map_file.produce_png):
        with pytest.raises(WorkshopUnknown):
            produce(house, Console("ZZZZZZ"))
