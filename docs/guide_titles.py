"""The headings of the guide and its short lines, in each language."""

TITLES: dict[str, dict[str, str]] = {
    "fr": {
        "title": "Guide de l’animateur",
        "lead": "Une page par moment de l’atelier : ce qu’il faut obtenir, ce qu’on peut dire, les "
        "pièges, ce que montrent les téléphones. Ce sont les mots mêmes des écrans. Pour installer "
        "et démarrer : [README](../README.md). À remettre à ceux qui viennent : la demi-page du "
        "[participant](participant.fr.md) et celle du [sponsor](sponsor.fr.md).",
        "road": "La route",
        "around": "Autour de la route",
        "page": "Sur la page",
        "keys": "Les touches",
        "screen": "l’écran de la salle",
        "screen.only": "projecteur seulement",
        "phone": "un téléphone",
        "method": "La méthode en une page",
        "method.says": "Pourquoi croiser deux parcours, et ce que disent la matrice et ses "
        "chiffres.",
        "agendas": "Trois déroulés",
        "agendas.says": "Une heure, une demi-journée, une journée. Les parcours y sont préparés "
        "d’avance, le ressenti ne porte que sur quelques étapes. La page « Déroulé » en reprend un "
        "d’un geste, puis tient l’heure.",
        "before": "Avant la salle",
        "before.says": "Ce qui se prépare deux semaines, un jour et une heure avant.",
        "after": "Après la salle",
        "after.says": "Ce qui fait qu’un plan ne reste pas un tableau.",
        "paper": "Le plan B sur papier",
        "paper.says": "Sans réseau, sans téléphones ou sans courant : le même atelier, puis la "
        "saisie.",
        "compass": "La boussole",
        "compass.says": "Une ligne sous le titre, quand les chiffres de l’atelier disent quelque "
        "chose d’utile maintenant. Elle dit pourquoi et d’où cela vient, et ne fait rien "
        "d’elle-même.",
        "always": "À tout moment",
        "always.says": "Le minuteur, la pause, ce que l’on révèle, et tout ce qui se fait au "
        "clavier.",
        "down.irritant": "Le client : ça coince",
        "down.delight": "Le client : ça fait plaisir",
        "across.irritant": "L’équipe : ça coince",
        "across.delight": "L’équipe : ça fait plaisir",
        "hour": "Une heure",
        "half_day": "Une demi-journée",
        "day": "Une journée",
        "agenda.room": "Pour {people} personnes environ.",
        "agenda.from": "à",
        "agenda.what": "moment",
        "agenda.end": "Fin",
        "break": "Pause",
        "paper.sheets": "Les feuilles à imprimer",
        "paper.type": "Saisir ensuite",
        "paper.back": "Chaque feuille compte comme les téléphones : une voix, ou autant que de "
        "traits ou de votants. Une ligne qui ne va pas est dite à côté, et rien "
        "n’est pris avant qu’elle aille. Les feuilles saisies restent au bas de "
        "la page : chacune se retire d’un geste.",
        "keys.work": "Les mêmes touches sur vos pages et dans la fenêtre du projecteur, qui n’a "
        "aucun bouton. Elles attendent que vous ayez fini d’écrire dans un champ.",
        "compass.when": "elle le dit quand…",
        "compass.rule": "règle de",
        "compass.phones_quiet": "moins de la moitié des téléphones ont répondu après cinq minutes",
        "compass.late": "la journée finirait cinq minutes ou plus après l’heure promise",
        "compass.silent_side": "au plus une carte sur dix parle d’un côté",
        "compass.silent_step": "une étape n’a aucune carte",
        "compass.silent_side_on_step": "une étape a six cartes, toutes du même côté",
        "compass.no_mirror": "des sujets n’ont entendu qu’un côté, sans tour miroir",
        "compass.unheard_payer": "une idée n’a l’avis d’aucun de ceux qui la paieraient",
        "compass.uncarried_priority": "un sujet prioritaire n’est porté par personne",
        "compass.no_measure": "une action ne dit pas à quoi l’on verra qu’elle réussit",
        "compass.goodwill": "l’équipe compense peut-être à une étape où rien n’est prévu",
        "compass.contrary_kpi": "un indicateur à contre-sens pèse sur l’étape d’une priorité",
        "compass.controversial": "la salle est partagée sur un sujet",
        "compass.one_family": "une seule famille de métiers porte un sujet",
        "compass.absent_roles": "un métier est sur la carte des parcours, pas dans la salle",
        "compass.tomorrow_unasked": "les questions sur demain n’ont pas été posées",
    },
    "en": {
        "title": "The facilitators’ guide",
        "lead": "One page for each moment of the workshop: what to obtain, what to say, the traps, "
        "what phones show. These are the very words of the screens. To set up and start: "
        "[README](../README.en.md). To hand to those who come: half a page for the "
        "[participant](participant.en.md) and one for the [sponsor](sponsor.en.md).",
        "road": "The road",
        "around": "Around the road",
        "page": "On the page",
        "keys": "Keys",
        "screen": "the room’s screen",
        "screen.only": "projector only",
        "phone": "a phone",
        "method": "The method on one page",
        "method.says": "Why cross two journeys, and what the matrix and its figures say.",
        "agendas": "Three agendas",
        "agendas.says": "An hour, half a day, a day. Journeys are prepared beforehand, moods are "
        "of "
        "a few steps only. The page “Agenda” takes one over in one gesture, then keeps the time.",
        "before": "Before the room",
        "before.says": "What to prepare two weeks, a day and an hour before.",
        "after": "After the room",
        "after.says": "What keeps a plan from staying a table.",
        "paper": "Plan B on paper",
        "paper.says": "Without a network, phones or electricity: the same workshop, typed in "
        "later.",
        "compass": "The compass",
        "compass.says": "A line below the title, when the workshop’s figures say something useful "
        "now. It says why and where that comes from, and does nothing by itself.",
        "always": "At any time",
        "always.says": "The timer, the pause, what is revealed, and all that keys do.",
        "down.irritant": "The client: it hurts",
        "down.delight": "The client: it delights",
        "across.irritant": "The team: it hurts",
        "across.delight": "The team: it delights",
        "hour": "An hour",
        "half_day": "Half a day",
        "day": "A day",
        "agenda.room": "For about {people} people.",
        "agenda.from": "at",
        "agenda.what": "moment",
        "agenda.end": "End",
        "break": "Break",
        "paper.sheets": "The sheets to print",
        "paper.type": "Typing it in later",
        "paper.back": "Each sheet counts like phones do: one voice, or as many as it has "
        "strokes or voters. A line that is not right is named beside it, and "
        "nothing is taken until it is. The sheets that are in stay at the foot of "
        "the page: one gesture takes one back.",
        "keys.work": "The same keys on your pages and in the projector’s window, which has no "
        "buttons. They keep quiet while you are typing in a field.",
        "compass.when": "it says so when…",
        "compass.rule": "rule of",
        "compass.phones_quiet": "fewer than half the phones have answered after five minutes",
        "compass.late": "the day would end five minutes or more after the promised hour",
        "compass.silent_side": "at most one card in ten speaks of a side",
        "compass.silent_step": "a step has no card",
        "compass.silent_side_on_step": "a step has six cards, all of the same side",
        "compass.no_mirror": "topics have heard one side only, without a mirror round",
        "compass.unheard_payer": "a solution has no opinion from those who would pay for it",
        "compass.uncarried_priority": "nobody carries a priority topic",
        "compass.no_measure": "an action does not say how success will show",
        "compass.goodwill": "the team may be making up for something, and nothing is planned",
        "compass.contrary_kpi": "a contrary indicator weighs on the step of a priority",
        "compass.controversial": "the room is divided on a topic",
        "compass.one_family": "one role family alone carries a topic",
        "compass.absent_roles": "a role is on the map of the journeys, and not in the room",
        "compass.tomorrow_unasked": "the questions about tomorrow have not been asked",
    },
}
