"""Home: the workshops a browser may open, and nobody else's."""

from tests.services.cast import Cast, Clock, by_link
from workshop.domain.words import Role
from workshop.services import actions, signin, topics, workshops
from workshop.services.actions import ActionDraft
from workshop.services.views.home import HomeLine, read_home


def _home(cast: Cast, token: str) -> tuple[HomeLine, ...]:
    browser = signin.who_is(cast.house, token)
    assert browser is not None
    return read_home(cast.house, browser)


def test_owners_see_their_own_workshops_newest_first(cast: Cast, clock: Clock) -> None:
    clock.go_on(hours=1)
    copy = workshops.duplicate(cast.house, cast.alice, title="Second")
    assert [line.code for line in _home(cast, cast.alice.token)] == [copy.code, cast.code]
    assert [line.code for line in _home(cast, cast.charlie.token)] == [cast.theirs.code]


def test_a_line_tells_how_far_the_workshop_is(cast: Cast) -> None:
    cast.cards(2)
    topics.make_topic(cast.house, cast.alice, title="Topic")
    actions.add_action(cast.house, cast.alice, ActionDraft("Do"))
    [line] = _home(cast, cast.bob.token)
    assert (line.title, line.language, line.phase) == ("Counter", "en", "capture")
    assert (line.cards, line.topics, line.actions, line.role) == (2, 1, 1, Role.FACILITATOR)


def test_the_laptop_sees_them_all(cast: Cast) -> None:
    cookie = signin.use_signin_link(cast.house, signin.new_signin_link(cast.house))
    lines = _home(cast, cookie)
    assert {line.code for line in lines} == {cast.code, cast.theirs.code}
    assert {line.role for line in lines} == {Role.FACILITATOR}


def test_a_sponsor_learns_no_figure_before_the_page_opens(cast: Cast) -> None:
    cast.cards(2)
    [line] = _home(cast, cast.sam.token)
    assert (line.role, line.cards) == (Role.SPONSOR, 0)
    workshops.open_to_sponsor(cast.house, cast.alice, is_open=True)
    [line] = _home(cast, cast.sam.token)
    assert (line.role, line.cards) == (Role.SPONSOR, 2)


def test_who_holds_both_links_is_listed_once_in_the_better_role(cast: Cast) -> None:
    both = by_link(cast.house, cast.new.facilitator_token, Role.FACILITATOR, cookie=cast.sam.token)
    assert [line.role for line in _home(cast, both.token)] == [Role.FACILITATOR]
    workshops.revoke_links(cast.house, cast.alice, Role.FACILITATOR)
    assert [line.role for line in _home(cast, both.token)] == [Role.SPONSOR]
