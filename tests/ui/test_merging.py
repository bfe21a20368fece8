"""Two facilitators in one form: who has changed what, and what both have changed."""

from workshop.services.actions import ActionDraft
from workshop.ui.merging import merged

SEEN = ActionDraft("Rappeler", owner="Karim", measure="Moins")


def test_what_each_has_changed_is_kept() -> None:
    mine = ActionDraft("Rappeler", owner="Karim", measure="Moins d’attente")
    theirs = ActionDraft("Rappeler", owner="Inès", measure="Moins")
    both = ActionDraft("Rappeler", owner="Inès", measure="Moins d’attente")
    assert merged(SEEN, mine, theirs) == (both, ())
    assert merged(SEEN, theirs, mine) == (both, ())


def test_what_both_have_changed_alike_is_no_clash() -> None:
    same = ActionDraft("Rappeler", owner="Inès", measure="Moins")
    assert merged(SEEN, same, same) == (same, ())


def test_what_both_have_changed_otherwise_is_named() -> None:
    mine = ActionDraft("Rappeler", owner="Léa", measure="Moins d’attente")
    theirs = ActionDraft("Rappeler vite", owner="Inès", measure="Moins")
    said, clashes = merged(SEEN, mine, theirs)
    assert clashes == ("owner",)
    assert (said.what, said.owner, said.measure) == ("Rappeler vite", "Léa", "Moins d’attente")
