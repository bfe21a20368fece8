"""Figures of departments: added up line by line, shown before they are taken, all or nothing."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.cast import Cast
from tests.services.playing import whole_of
from tests.services.test_races import together
from workshop.domain.errors import (
    ScreenStale,
    SheetColumnMissing,
    SheetHasErrors,
    ValueUnknown,
    WorkshopError,
    WorkshopUnknown,
)
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import (
    Backing,
    JourneyMode,
    Known,
    Lane,
    Push,
    VolumePeriod,
    VolumeUnit,
)
from workshop.i18n import words
from workshop.i18n.tables import ways_to_say
from workshop.services import journeys, prerequisites, workshops
from workshop.services.actors import Visitor
from workshop.services.journeys import Step, read_steps
from workshop.services.lanes import set_mode
from workshop.services.prerequisites import (
    STEP_LIMIT,
    Fate,
    Preview,
    guess_columns,
    plan_prerequisites,
    take_prerequisites,
)
from workshop.services.sheets.reading import read_table
from workshop.services.sheets.values import Vocabulary
from workshop.services.templates import StepDraft
from workshop.services.transaction import snapshot

WORDS = Vocabulary(ways_to_say(words("en"), prerequisites.KEYS))


def plan(cast: Cast, text: str, name: str = "care.csv", by: Visitor | None = None) -> Preview:
    sheet = read_table(text, name)
    return plan_prerequisites(
        cast.house, by or cast.alice, sheet, guess_columns(sheet, WORDS), WORDS
    )


def take(cast: Cast, text: str, name: str = "care.csv") -> None:
    take_prerequisites(cast.house, cast.alice, plan(cast, text, name))


def steps(cast: Cast) -> tuple[Step, ...]:
    with snapshot(cast.house, cast.alice) as seen:
        return read_steps(seen.connection, seen.workshop.id)


def wrong(found: Preview) -> list[tuple[int, str, str]]:
    return [(error.line, error.column, error.error.code) for error in found.errors]


def test_several_lines_of_a_step_add_up_and_a_new_step_comes_last(cast: Cast) -> None:
    text = (
        "Step;Channel;Volume;Unit;Period;Easy to find;Source;Date;Tool;Front-line role;"
        "Back-office role;KPI;Owner;Effect for the client;Effect for us, the team;"
        "Moment of truth;Backed by data;Choice of channel;What we do\n"
        "ask;Phone;12 500;calls;month;no;Switchboard;2026-03-01;CRM;Adviser;;Calls per day;Care;"
        "-;-;yes;partly;;Answer the phone\n"
        " Ask ;E-mail;?;;;yes;;;CRM; adviser ;Billing;Satisfaction;Quality;+;;;;no;\n"
        "Pay;;;;;;;;Till;;;;;;;;;;\n"
    )
    found = plan(cast, text)
    assert wrong(found) == []
    assert [(step.draft.client_title, step.fate, step.lines) for step in found.steps] == [
        ("Ask", Fate.CHANGED, (2, 3)),
        ("Pay", Fate.ADDED, (4,)),
    ]
    take_prerequisites(cast.house, cast.alice, found)
    there = steps(cast)
    assert [step.client_title for step in there] == ["Arrive", "Ask", "Leave", "Pay"]
    assert there[1].draft == StepDraft(
        "Ask",
        "Answer the phone",
        moment_of_truth=True,
        front=("Adviser",),
        back=("Billing",),
        channels=(
            Channel(
                "Phone",
                12_500,
                VolumeUnit.CONTACTS,
                VolumePeriod.MONTH,
                Known.NO,
                "Switchboard",
                date(2026, 3, 1),
            ),
            Channel("E-mail", findable=Known.YES),
        ),
        tools=("CRM",),
        kpis=(
            Kpi("Calls per day", "Care", Push.DOWN, Push.DOWN),
            Kpi("Satisfaction", "Quality", Push.UP),
        ),
        backed=Backing.PARTLY,
        client_choice=Known.NO,
    )
    assert there[3].tools == ("Till",)


def test_a_number_names_the_step_that_the_picture_counts_so(cast: Cast) -> None:
    second = steps(cast)[1]
    found = plan(cast, f"step,tool\n2,Fax\n{second.client_title},Phone\n")
    (planned,) = found.steps
    assert planned.step_id == second.id
    assert planned.draft.client_title == second.client_title
    assert planned.draft.tools[-2:] == ("Fax", "Phone")


def test_the_same_table_again_changes_nothing(cast: Cast) -> None:
    text = "Step,Channel,Volume,KPI,Department\nAsk,Phone,500,Calls per day,Care\nPay,Desk,,,\n"
    take(cast, text)
    before = whole_of(cast)
    again = plan(cast, text)
    assert [step.fate for step in again.steps] == [Fate.SAME, Fate.SAME]
    assert again.changes_nothing
    take_prerequisites(cast.house, cast.alice, again)
    assert whole_of(cast) == before


def test_departments_come_one_after_the_other_and_none_loses_what_another_said(
    cast: Cast,
) -> None:
    take(cast, "Step,Channel,Volume,Source,Tool,KPI,Department\nAsk,Phone,500,,CRM,Speed,Care\n")
    take(cast, "Step,Channel,Volume,Tool,KPI,Department\nAsk,phone,?,,speed,Billing\n", "two.csv")
    take(cast, "Step,Channel,Findable,KPI,Push client\nAsk,Phone,no,Speed,down\n", "three.csv")
    step = steps(cast)[1]
    assert step.channels == (Channel("Phone", 500, findable=Known.NO, figure_from="care.csv"),)
    assert step.tools == ("CRM",)
    assert step.kpis == (Kpi("Speed", "Care", Push.DOWN), Kpi("speed", "Billing"))


def test_a_kpi_without_an_owner_gets_the_first_one_that_claims_it(cast: Cast) -> None:
    take(cast, "Step,KPI,Push employee\nAsk,Speed,down\n")
    take(cast, "Step,KPI,Department\nAsk,Speed,Care\n")
    assert steps(cast)[1].kpis == (Kpi("Speed", "Care", employee=Push.DOWN),)


def test_a_new_figure_brings_its_own_source_and_day(cast: Cast) -> None:
    head = "Step,Channel,Volume,Unit,Period,Source,Date\n"
    take(cast, head + "Ask,Phone,500,files,day,Switchboard,2026-03-01\n")
    take(cast, head + "Ask,Phone,500,,,,\n", "again.csv")
    first = Channel(
        "Phone",
        500,
        VolumeUnit.FILES,
        VolumePeriod.DAY,
        figure_from="Switchboard",
        figure_on=date(2026, 3, 1),
    )
    assert steps(cast)[1].channels == (first,)
    take(cast, head + "Ask,Phone,600,,,,\n", "newer.csv")
    assert steps(cast)[1].channels == (
        replace(first, volume=600, figure_from="newer.csv", figure_on=None),
    )
    take(cast, head + "Ask,Phone,600,,,,2026-04-01\n", "dated.csv")
    assert steps(cast)[1].channels == (
        replace(first, volume=600, figure_from="newer.csv", figure_on=date(2026, 4, 1)),
    )


def test_an_unknown_volume_stays_unknown_and_is_never_nought(cast: Cast) -> None:
    take(cast, "Step,Channel,Volume\nAsk,Phone,unknown\nAsk,Mail,\nAsk,Desk,0\n")
    assert [channel.volume for channel in steps(cast)[1].channels] == [None, None, 0]


def test_each_wrong_cell_is_named_with_its_line_and_column(cast: Cast) -> None:
    text = (
        "Step,Channel,Volume,Unit,Date,KPI,Department,Moment of truth\n"
        "Ask,Phone,1.2k,lorries,03/04/2026,,,\n"
        "Ask,Phone,500,,,,,\n"
        "Ask,phone,600,,,,,\n"
        ",Mail,,,,,,\n"
        "Ask,,500,,,,,\n"
        "Ask,Mail;Desk,7,,,,,\n"
        "Ask,,,,,,Care,\n"
        f"{'x' * 121},{'y' * 121},,,,,,perhaps\n"
        f"Ask,,,,,{'z' * 121},{'d' * 121},\n"
    )
    assert wrong(plan(cast, text)) == [
        (2, "Volume", "number_doubtful"),
        (2, "Unit", "word_unknown"),
        (2, "Date", "date_doubtful"),
        (4, "Volume", "figure_twice"),
        (5, "Step", "step_missing"),
        (6, "Volume", "channel_missing"),
        (7, "Channel", "channels_mixed"),
        (8, "Department", "kpi_missing"),
        (9, "Step", "text_too_long"),
        (9, "Moment of truth", "word_unknown"),
        (9, "Channel", "text_too_long"),
        (10, "KPI", "text_too_long"),
        (10, "Department", "text_too_long"),
    ]


def test_a_line_may_repeat_a_figure(cast: Cast) -> None:
    text = "Step,Channel,Volume,Tool\nAsk,Phone,500,CRM\nAsk,Phone,500,Diary\n"
    assert wrong(plan(cast, text)) == []


def test_a_step_lists_no_more_than_it_can_show_and_a_journey_no_more_than_is_read(
    cast: Cast,
) -> None:
    tools = "".join(f"Ask,Tool {n}\n" for n in range(13))
    assert wrong(plan(cast, "Step,Tool\n" + tools)) == [(14, "Tool", "too_many")]
    more = "".join(f"Step {n},\n" for n in range(STEP_LIMIT))
    found = plan(cast, "Step,Tool\n" + more)
    assert len(found.steps) == STEP_LIMIT - 3
    assert [code for _, _, code in wrong(found)] == ["too_many"] * 3


def test_nothing_is_taken_while_a_line_is_wrong(cast: Cast) -> None:
    before = whole_of(cast)
    found = plan(cast, "Step,Channel,Volume\nPay,Desk,100\nAsk,Phone,12.5\n")
    assert found.count(Fate.ADDED) == 1
    with pytest.raises(SheetHasErrors) as refused:
        take_prerequisites(cast.house, cast.alice, found)
    assert refused.value.facts == {"errors": 1}
    assert whole_of(cast) == before


def test_a_plan_of_yesterday_is_refused_whole(cast: Cast) -> None:
    found = plan(cast, "Step,Tool\nPay,Till\nAsk,CRM\n")
    journeys.add_step(cast.house, cast.bob, StepDraft("Pay"))
    before = whole_of(cast)
    with pytest.raises(ScreenStale):
        take_prerequisites(cast.house, cast.alice, found)
    assert whole_of(cast) == before


def test_cards_that_come_meanwhile_are_not_in_the_way(cast: Cast) -> None:
    found = plan(cast, "Step,Tool\nAsk,CRM\n")
    cast.card()
    take_prerequisites(cast.house, cast.alice, found)
    assert steps(cast)[1].tools == ("CRM",)


def test_of_two_who_import_at_once_one_wins_whole(cast: Cast) -> None:
    plans = [
        plan(cast, "Step,Tool\nAsk,CRM\nPay,Till\n", by=cast.alice),
        plan(cast, "Step,Tool\nAsk,Diary\nQueue,Screen\n", by=cast.bob),
    ]

    def taken(number: int) -> bool:
        try:
            take_prerequisites(cast.house, (cast.alice, cast.bob)[number], plans[number])
        except ScreenStale:
            return False
        return True

    assert sorted(together(2, taken)) == [False, True]
    there = [(step.client_title, step.tools) for step in steps(cast)]
    assert there in (
        [("Arrive", ()), ("Ask", ("CRM",)), ("Leave", ()), ("Pay", ("Till",))],
        [("Arrive", ()), ("Ask", ("Diary",)), ("Leave", ()), ("Queue", ("Screen",))],
    )


def test_columns_that_say_nothing_to_us_are_named(cast: Cast) -> None:
    found = plan(cast, "Step,Remark,Tool,Tool\nAsk,x,CRM,Diary\n")
    assert found.left_out == ("Remark", "Tool (D)")
    assert found.steps[0].draft.tools == ("CRM",)


def test_columns_may_be_chosen_otherwise(cast: Cast) -> None:
    sheet = read_table("A,B,C\nAsk,CRM,x\n")
    assert guess_columns(sheet, WORDS) == {}
    found = plan_prerequisites(
        cast.house, cast.alice, sheet, {"step": "A", "tool": "B", "kpi": ""}, WORDS
    )
    assert found.steps[0].draft.tools == ("CRM",)
    with pytest.raises(SheetColumnMissing):
        plan_prerequisites(cast.house, cast.alice, sheet, {"tool": "B"}, WORDS)
    with pytest.raises(ValueUnknown):
        plan_prerequisites(cast.house, cast.alice, sheet, {"step": "Z"}, WORDS)


def test_a_journey_of_two_lanes_has_no_step_of_the_team_alone(cast: Cast) -> None:
    found = plan(cast, "Step,Lane\nAsk,both\nLeave,client\nRest,team\n")
    assert wrong(found) == [(4, "Lane", "lane_elsewhere")]
    assert [step.fate for step in found.steps] == [Fate.SAME, Fate.SAME]


def test_in_life_cycles_each_side_has_steps_of_its_own(cast: Cast) -> None:
    set_mode(cast.house, cast.alice, JourneyMode.LIFE_CYCLE)
    found = plan(
        cast, "Step,Lane,Tool,What we do\nAsk,,CRM,\nAsk,team,Diary,\nX,both,,\nY,client,,z\n"
    )
    assert wrong(found) == [(4, "Lane", "lane_elsewhere"), (5, "What we do", "lane_elsewhere")]
    text = "Step,Lane,Tool\nAsk,,CRM\nAsk,team,Diary\n"
    take(cast, text)
    assert {(step.client_title, step.lane): step.tools for step in steps(cast) if step.tools} == {
        ("Ask", Lane.CLIENT): ("CRM",),
        ("Ask", Lane.EMPLOYEE): ("Diary",),
    }
    assert plan(cast, text).changes_nothing


def test_the_language_of_the_workshop_says_how_numbers_and_days_are_read(cast: Cast) -> None:
    text = 'Step,Channel,Volume,Date\nAsk,Phone,"12,500",25/12/2026\n'
    assert plan(cast, text).errors == ()
    workshops.save_settings(cast.house, cast.alice, language="fr")
    assert wrong(plan(cast, text)) == [(2, "Volume", "number_doubtful")]
    assert plan(cast, "Étape;Canal;Volume;Date\nAsk;Tél;12 500;03/04/2026\n").errors == ()


def test_names_lose_what_nobody_sees_and_keep_the_rest(cast: Cast) -> None:
    take(cast, "Step,Tool\n\u202ePay\u0007,=CMD()\n")
    added = steps(cast)[-1]
    assert (added.client_title, added.tools) == ("Pay", ("=CMD()",))


def test_a_cell_of_invisible_signs_names_nothing(cast: Cast) -> None:
    found = plan(cast, "Step,Tool\n\u200b,x\nAsk,\u200b\n")
    assert wrong(found) == [(2, "Step", "step_missing")]
    assert found.steps[0].draft.tools == ()


def test_strangers_see_no_plan_and_take_none(cast: Cast) -> None:
    found = plan(cast, "Step,Tool\nAsk,CRM\n")
    with pytest.raises(WorkshopUnknown):
        plan(cast, "Step,Tool\nAsk,CRM\n", by=cast.charlie)
    with pytest.raises(WorkshopUnknown):
        take_prerequisites(cast.house, cast.charlie, found)
    assert steps(cast)[1].tools == ()


def test_every_refusal_of_a_line_is_a_sentence_in_both_languages(cast: Cast) -> None:
    found = plan(
        cast, "Step,Channel,Volume,Unit,Lane\n,,1.5,x,team\nAsk,Phone,1,,\nAsk,Phone,2,,\n"
    )
    assert found.errors
    for error in found.errors:
        assert isinstance(error.error, WorkshopError)
        for language in ("fr", "en"):
            assert "{" not in words(language).error(error.error)
