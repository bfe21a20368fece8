"""Maps to draw: journeys of any length, with something to see at each step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workshop.domain.figures import (
    GoodwillAlarm,
    balance_index,
    dissonance,
    experience_gap,
    volume_of,
)
from workshop.domain.journey import Channel, Kpi
from workshop.domain.words import Backing, JourneyMode, Kind, Known, Lane, Push, Side
from workshop.services.views.map import (
    MapCards,
    MapKpi,
    MapLevel,
    MapLink,
    MapMood,
    MapStep,
    MapTool,
    MapView,
)

TITLES = (
    "Chercher comment nous joindre",
    "Attendre au téléphone",
    "Expliquer sa demande une première fois",
    "Être transféré d’un service à l’autre",
    "Envoyer ses justificatifs",
    "Comprendre la réponse reçue par courrier",
    "Contester une décision",
    "Être rappelé",
    "Recevoir son remboursement",
    "Donner son avis",
    "Mettre à jour ses coordonnées bancaires",
    "Parrainer un proche",
    "Renouveler son contrat",
    "Partir, et peut-être revenir",
)
TEAM_TITLES = (
    "Tenir le site et l’annuaire à jour",
    "Prendre l’appel",
    "Ouvrir le dossier, chercher l’historique",
    "Trouver le bon collègue",
    "Contrôler les pièces, relancer",
    "Rédiger avec le modèle imposé",
    "Instruire le recours",
    "Rappeler entre deux appels",
    "Lancer le paiement",
    "Lire les avis",
    "Corriger la fiche à la main",
    "Enregistrer le parrainage",
    "Proposer le renouvellement",
    "Clore le dossier",
)
CLIENT_MOODS = (-1.2, -1.6, -0.4, -1.0, 0.3, -0.6, -1.1, 1.4, 1.2, 0.5, -0.2, 0.8, 0.4, 0.1)
TEAM_MOODS = (0.9, -0.7, -1.1, -0.3, -0.2, -1.3, -0.9, -1.4, 0.7, 0.5, -0.8, 0.6, 0.2, None)


def a_step(place: int, *, lane: Lane = Lane.BOTH, **values: Any) -> MapStep:
    """A step of the middle of a journey, with all that a map can show."""
    client = MapMood(CLIENT_MOODS[place], 12 + place, place % 4 == 3, -0.5 if place < 2 else None)
    team = MapMood(TEAM_MOODS[place], 14 if TEAM_MOODS[place] is not None else 2)
    channels = (
        Channel("Téléphone", 9_400 + 2_000 * place, findable=Known.NO if place == 0 else Known.YES),
        Channel("Courrier", None if place % 3 == 0 else 640),
    )
    kpis = (
        Kpi("Appels par jour", "Production", Push.DOWN, Push.DOWN),
        Kpi("Satisfaction", "Qualité", Push.UP, Push.UP),
    )
    plain = MapStep(
        id=str(place + 1),
        number=place + 1,
        lane=lane,
        title=TITLES[place],
        team_title=TEAM_TITLES[place] if lane is Lane.BOTH else "",
        moment_of_truth=place in (1, 6),
        human_moment=False,
        backed=Backing.PARTLY,
        front=("Conseiller",),
        back=("Gestionnaire",),
        channels=channels if place != 4 else (),
        volume=volume_of(channels if place != 4 else ()),
        median=None,
        kpis=tuple(MapKpi(kpi, dissonance(kpi, client.mean, team.mean)) for kpi in kpis)
        if place in (1, 5)
        else (),
        tools=(MapTool("Agenda", 2.4, 14), MapTool("GED")) if place % 2 else (MapTool("CRM"),),
        client=client if lane is not Lane.EMPLOYEE else MapMood(),
        employee=team if lane is not Lane.CLIENT else MapMood(),
        gap=experience_gap(client.mean, team.mean) if lane is Lane.BOTH else None,
        levels=(MapLevel(Side.CLIENT, 0.2, 9, 1.5, 9),) if place == 1 else (),
        cards=MapCards(
            (
                (Side.CLIENT, Kind.IRRITANT, 12 - place // 2),
                (Side.CLIENT, Kind.ENCHANTMENT, place),
                (Side.EMPLOYEE, Kind.IRRITANT, 3 + place),
            ),
            ((Side.CLIENT, Kind.IRRITANT, 7),) if place == 2 else (),
        ),
        goodwill=GoodwillAlarm.FIRM if place == 7 else GoodwillAlarm.NONE,
    )
    return replace(plain, **values)


def a_map(steps: Sequence[MapStep], links: Sequence[MapLink] = (), **values: Any) -> MapView:
    mirror = not any(step.lane is not Lane.BOTH for step in steps)
    plain = MapView(
        mode=JourneyMode.MIRROR if mirror else JourneyMode.LIFE_CYCLE,
        steps=tuple(steps),
        links=tuple(links),
        balance=balance_index((step.client.mean, step.employee.mean) for step in steps),
        everywhere=MapCards(),
        floor=5,
    )
    return replace(plain, **values)


def mirror(count: int) -> MapView:
    """A journey of so many steps, with everything on it."""
    return a_map([a_step(place) for place in range(count)])


def cycles(clients: int, team: int) -> MapView:
    """Two life cycles, with links that cross."""
    mine = [a_step(place, lane=Lane.CLIENT) for place in range(clients)]
    theirs = [
        a_step(place, lane=Lane.EMPLOYEE, id=f"e{place + 1}", title=TEAM_TITLES[place])
        for place in range(team)
    ]
    ends = [(0, 1), (1, 1), (1, 0), (2, 3), (3, 2), (clients - 1, team - 1), (clients - 1, 2)]
    links = [
        MapLink(
            mine[one].id,
            theirs[two].id,
            experience_gap(mine[one].client.mean, theirs[two].employee.mean),
        )
        for one, two in ends
        if one < clients and two < team
    ]
    pairs = [(mine[int(link.client) - 1], theirs[int(link.employee[1:]) - 1]) for link in links]
    return a_map(
        [*mine, *theirs],
        links,
        balance=balance_index((one.client.mean, two.employee.mean) for one, two in pairs),
    )
