"""``trail.csv``: one row an action, from what the room said to what is measured."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from workshop.exports.cells import Cell, headers
from workshop.i18n import Words
from workshop.pictures.trail_words import answers_said, measured, outcome_said, verdict_said
from workshop.services.archive.records import Archive
from workshop.services.views.trail import Trail, Web

_NOUNS = ("cards", "topics", "causes", "solutions", "project", "needs", "pilots", "measures")


def trail_table(web: Web, archive: Archive, say: Words) -> Iterator[list[Cell]]:
    """The header, then the actions in the order of their random rank.

    Labels and words stand in columns of their own: the one leads to the other tables, the other
    is read. Several in a cell have bars between them.
    """
    yield [
        *headers(say, "label", "what", "status", "quadrant"),
        *(cell for noun in _NOUNS for cell in _pair(say, noun)),
        *headers(say, "transfer", "answers_given", "verdict", "readings", "evidence"),
    ]
    for record in archive.actions:
        trail = web.trail(record.label)
        action = next(line for line in trail.actions if line.label == record.label)
        yield [
            action.label,
            action.what,
            say(f"file.action.{action.status}"),
            say(f"quadrant.{action.quadrant}") if action.quadrant else None,
            *_labelled(trail.cards, (card.text for card in trail.cards)),
            *_labelled(trail.topics, (line.title for line in trail.topics)),
            *_labelled(trail.causes, (line.title for line in trail.causes)),
            *_labelled(trail.solutions, (line.title for line in trail.solutions)),
            *_labelled(trail.projects, (line.title for line in trail.projects)),
            *_needed(web, action.needs),
            *_labelled(trail.pilots, (line.title for line in trail.pilots)),
            *_labelled(trail.measures, (line.name for line in trail.measures)),
            *_said(trail, say),
        ]


def _said(trail: Trail, say: Words) -> list[Cell]:
    """What ideas, pilots and measures come to, and the facts."""
    answers = [said for idea in trail.solutions for said in answers_said(say, idea)]
    return [
        _bars(verdict_said(say, idea) for idea in trail.solutions),
        _bars(answers),
        _bars(outcome_said(say, pilot) for pilot in trail.pilots),
        _bars(measured(say, measure) for measure in trail.measures),
        _bars(proof.fact for proof in trail.evidence),
    ]


def _pair(say: Words, noun: str) -> list[Cell]:
    named = say(f"file.column.{noun}")
    return [named, say("file.in_words", column=named)]


class _Labelled(Protocol):
    @property
    def label(self) -> str: ...


def _labelled(lines: Sequence[_Labelled], words: Iterable[str]) -> list[Cell]:
    return [" ".join(line.label for line in lines), _bars(words)]


def _needed(web: Web, labels: Sequence[str]) -> list[Cell]:
    names = web.names
    return [" ".join(labels), _bars(names[label] for label in labels)]


def _bars(words: Iterable[str]) -> str:
    return " | ".join(word for word in words if word)
