"""An answer of the sponsor in words, on their own page and on the facilitator's."""

from markupsafe import Markup

from workshop.i18n import Words
from workshop.services.views.leaders import SponsorAnswerLine


def said_entry(line: SponsorAnswerLine, t: Words) -> Markup:
    """What was written, who wrote it and when."""
    who = line.said_by or t("ui.sponsor.answer.sponsor")
    return Markup('<div class="rc-said"><p>{}</p><small>{}</small></div>').format(
        line.text, t("ui.sponsor.answer.by", name=who, date=t.date(line.said_on))
    )
