"""What the ballots on an idea come to, in words: why the verdict is so, effects, and ranges."""

from markupsafe import Markup

from workshop.domain.transfer import GAINS_AT, PAYS_AT, Effect, Mean
from workshop.domain.weighing import SCORERS_NEEDED, Range
from workshop.domain.words import Beyond, Side, Transfer
from workshop.i18n import Words
from workshop.services.views.solutions import SolutionLine
from workshop.ui import lines


def reasons(line: SolutionLine, t: Words, *, gains_at: float = GAINS_AT) -> list[str]:
    """Why the verdict is what it is: who pays, on how many opinions, and who was not heard."""
    verdict = line.verdict
    sides = {side: verdict.effect_on(side) for side in Side}
    unheard = [side for side, effect in sides.items() if effect.own is None]
    if len(unheard) == len(sides):
        return [t("ui.weigh.nobody")]
    said = []
    if verdict.payer is not None:
        said.append(_mean("ui.weigh.pays", verdict.payer, sides[verdict.payer], t))
    elif verdict.transfer is Transfer.GREEN:
        gains = all((effect.own or 0) >= gains_at for effect in sides.values())
        said.append(t("ui.weigh.both_gain" if gains else "ui.weigh.no_loss"))
    elif unheard:
        said += [
            _mean("ui.weigh.gains", side, effect, t)
            for side, effect in sides.items()
            if effect.own is not None
        ]
    else:
        losing = [side for side, effect in sides.items() if (effect.own or 0) < 0]
        said += [_mean("ui.weigh.slight_loss", side, sides[side], t) for side in losing]
        said += [] if losing else [t("ui.weigh.unclear")]
    said += [t("ui.weigh.unheard", side=t(f"side.label.{side}")) for side in unheard]
    return said


def _mean(key: str, side: Side, effect: Effect, t: Words) -> str:
    return t(
        key,
        side=t(f"side.label.{side}"),
        mean=lines.signed(effect.own, t),
        votes=t.count("ui.weigh.votes", effect.own_ballots),
    )


def lowest(line: SolutionLine, t: Words) -> list[str]:
    """The role family that expects least of it on each side, where so many voted."""
    return [
        t(
            "ui.weigh.lowest",
            side=t(f"side.label.{side}"),
            family=found.family,
            mean=lines.signed(found.mean, t),
            votes=t.count("ui.weigh.votes", found.ballots),
        )
        for side, found in line.verdict.families.items()
    ]


def answers(line: SolutionLine, t: Words) -> list[str]:
    """What was answered to the side that pays, and of what stays human."""
    said = (("ui.weigh.said.pain", line.pain_answer), ("ui.weigh.said.human", line.human_answer))
    return [t(key, answer=answer) for key, answer in said if answer]


def ranges(line: SolutionLine, t: Words) -> list[str]:
    """Benefit and effort, each from where to where on how many opinions; what that is worth."""
    found = [
        t(
            f"ui.weigh.range.{name}",
            range=range_said(spread, t),
            votes=t.count("ui.weigh.votes", spread.scorers),
        )
        for name, spread in (("benefit", line.benefit), ("effort", line.effort))
        if spread is not None
    ]
    if not found:
        return [t("ui.weigh.range.few", n=SCORERS_NEEDED)] if line.ballots else []
    worth = line.worth
    if worth is not None:
        said = t(f"worth.{worth.crossing}")
        found.append(t("worth.unsure", worth=said) if worth.unsure else said)
    return [" · ".join(found)]


def range_said(spread: Range, t: Words) -> str:
    """From where to where, one number where both ends are the same."""
    low, high = (t.number(end, decimals=1) for end in (spread.low, spread.high))
    return low if low == high else t("ui.weigh.range", low=low, high=high)


def effects(line: SolutionLine, t: Words, *, pays_at: float = PAYS_AT) -> Markup:
    """A side's own mean and the others' mean beside it, never summed; then everybody else's."""
    verdict = line.verdict
    sides = [
        Markup('<tr><th scope="row">{}</th>{}{}</tr>').format(
            t(f"side.label.{side}"),
            _cell(effect.own, effect.own_ballots, t, pays=(effect.own or 0) <= pays_at),
            _cell(effect.others, effect.others_ballots, t),
        )
        for side in Side
        if (effect := verdict.effect_on(side))
    ]
    besides: dict[str, Mean | None] = {"usability": verdict.usability}
    besides |= {whom.value: verdict.beyond.get(whom) for whom in Beyond}
    others = [
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            t(f"ui.weigh.row.{name}"), _cell(mean.value, mean.ballots, t, across=2)
        )
        for name, mean in besides.items()
        if mean is not None
    ]
    return Markup(
        '<table class="rc-effects"><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
        '<th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
    ).format(
        t("ui.weigh.effect"),
        t("ui.weigh.own"),
        t("ui.weigh.others"),
        lines.EMPTY.join([*sides, *others]),
    )


def _cell(
    mean: float | None, ballots: int, t: Words, *, pays: bool = False, across: int = 1
) -> Markup:
    return Markup('<td class="{}" colspan="{}"><b>{}</b><small>{}</small></td>').format(
        "pays" if pays else "", across, lines.signed(mean, t), t.count("ui.weigh.votes", ballots)
    )
