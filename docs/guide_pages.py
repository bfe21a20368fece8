"""What the guide says beside the words of the screens: where a facilitator finds what on a page."""

from workshop.domain.words import Phase

PAGES: dict[str, dict[Phase, tuple[tuple[str, str], ...]]] = {
    "fr": {
        Phase.IDEATE: (
            (
                "ui.ideate.ask",
                "à côté de chaque sujet : sa question, faite de son titre et des deux côtés, part "
                "sur tous les téléphones et à l’écran. « {ui.ideate.let_choose} » l’enlève.",
            ),
            (
                "ui.ideate.add_to",
                "pour écrire une idée dite à voix haute, et la rattacher aussitôt.",
            ),
            ("ui.ideate.free", "{ui.ideate.free.says}"),
        ),
        Phase.WEIGH: (
            (
                "transfer.red",
                "un côté y perd nettement, d’après ses propres avis. L’idée n’est adoptée "
                "qu’avec une réponse écrite à ce côté.",
            ),
            (
                "transfer.amber",
                "le côté qui paierait n’a pas parlé, ou personne n’y gagne nettement. Jamais "
                "vert tant qu’il se tait.",
            ),
            ("transfer.green", "un côté y gagne et l’autre n’y perd pas."),
            (
                "ui.weigh.form",
                "un avis à la fois, pour qui n’a pas de téléphone. Il dit d’abord pour qui la "
                "personne parle.",
            ),
            (
                "ui.page.settings",
                "les deux seuils, et les autres personnes touchées (fournisseurs, habitants).",
            ),
        ),
        Phase.PLAN: (
            (
                "prioritise",
                "bénéfice et effort de chaque idée, avec l’étendue des avis : gains rapides et "
                "grands chantiers y sont nommés. Dessous, l’ordre de la salle à côté de celui des "
                "parties prenantes.",
            ),
            (
                "actions",
                "partez d’un sujet prioritaire ou d’une idée, écrivez les cinq choses, engagez. "
                "Ensuite : faite, bloquée, confiée à quelqu’un d’autre, avec son histoire. Le "
                "fichier pour l’agenda et les courriels s’y trouvent aussi.",
            ),
            ("projects", "{ui.project.help} Elle s’imprime."),
            (
                "roadmap",
                "chaque action à son terme et dans son domaine, en la faisant glisser ou par le "
                "menu. Une flèche dit ce qui doit être fait d’abord ; celle qui ferait tourner en "
                "rond est refusée, et la page dit par où. Les cartes de demain attendent dans le "
                "long terme.",
            ),
            (
                "trail",
                "d’une action, remontez à l’idée, à la cause, au sujet et aux cartes, ou allez "
                "jusqu’aux essais et aux mesures. Une feuille s’imprime.",
            ),
            ("people", "{ui.people.says}"),
        ),
        Phase.CLOSE: (
            ("ui.close.priorities", "{ui.plan.gap.says}"),
            ("ui.close.ready", "{ui.readiness.none}"),
            (
                "ui.close.files",
                "tout l’atelier, les tableaux, le calendrier des actions, la carte des parcours.",
            ),
        ),
        Phase.FOLLOW: (
            (
                "week",
                "ce qui est fait, en retard, bloqué ou proche y est déjà compté. Lancez les "
                "trente minutes, notez quatre lignes, gardez le point : il se relit.",
            ),
            (
                "pilots",
                "{ui.pilots.says} Le verdict se lit en mots avant les chiffres ; « "
                "{ui.pilots.rates} » dit combien de fois sur cent il est juste avec autant de "
                "voix.",
            ),
            ("measures", "{ui.measures.says}"),
            ("board", "{ui.board.slot.first} Acceptée, elle devient une action en brouillon."),
            ("review", "{ui.review.first}"),
            ("readiness", "{ui.readiness.none}"),
            ("evidence", "un fait daté à la fois. {ui.badges.says}"),
        ),
    },
    "en": {
        Phase.IDEATE: (
            (
                "ui.ideate.ask",
                "beside each topic: its question, made of its title and both sides, goes to every "
                "phone and to the screen. “{ui.ideate.let_choose}” takes it off again.",
            ),
            ("ui.ideate.add_to", "for writing down a solution said aloud, and tying it at once."),
            ("ui.ideate.free", "{ui.ideate.free.says}"),
        ),
        Phase.WEIGH: (
            (
                "transfer.red",
                "a side clearly loses, by its own opinions. The solution is adopted only with a "
                "written answer to that side.",
            ),
            (
                "transfer.amber",
                "the side that would pay has not spoken, or nobody clearly gains. Never green "
                "while that side is silent.",
            ),
            ("transfer.green", "one side gains and the other does not lose."),
            (
                "ui.weigh.form",
                "one opinion at a time, for those without a phone. It begins with who the person "
                "speaks for.",
            ),
            (
                "ui.page.settings",
                "both thresholds, and who else is touched (suppliers, citizens).",
            ),
        ),
        Phase.PLAN: (
            (
                "prioritise",
                "benefit and effort of each solution, with the spread of opinions: quick wins and "
                "big bets by name. Below, the room’s order beside that of the stakeholders.",
            ),
            (
                "actions",
                "start from a priority topic or a solution, write the five things, commit. Then: "
                "done, blocked, handed over, each with its history. The calendar file and the "
                "e-mails are here too.",
            ),
            ("projects", "{ui.project.help} It can be printed."),
            (
                "roadmap",
                "each action in its term and its domain, by dragging it or by the menu. An arrow "
                "says what must be done first; one that would lead round in a circle is refused, "
                "and the page shows the way it would go. Cards about tomorrow wait in the long "
                "term.",
            ),
            (
                "trail",
                "from an action, go back to the solution, the cause, the topic and the cards, or "
                "on to the pilots and measures. There is a sheet to print.",
            ),
            ("people", "{ui.people.says}"),
        ),
        Phase.CLOSE: (
            ("ui.close.priorities", "{ui.plan.gap.says}"),
            ("ui.close.ready", "{ui.readiness.none}"),
            (
                "ui.close.files",
                "the whole workshop, the tables, the calendar of actions, the map of the journeys.",
            ),
        ),
        Phase.FOLLOW: (
            (
                "week",
                "what is done, late, blocked or due soon is counted already. Start the thirty "
                "minutes, note four lines, save the check-in: it can be read again.",
            ),
            (
                "pilots",
                "{ui.pilots.says} The verdict is in words before figures; “{ui.pilots.rates}” says "
                "how many times in a hundred it is right with that many voices.",
            ),
            ("measures", "{ui.measures.says}"),
            ("board", "{ui.board.slot.first} Once accepted, it becomes an action, as a draft."),
            ("review", "{ui.review.first}"),
            ("readiness", "{ui.readiness.none}"),
            ("evidence", "one dated fact at a time. {ui.badges.says}"),
        ),
    },
}
"""By language and phase: what is on the page, by a key of the catalogue or the code of a part, and
what it is for; ``{key}`` stands for what the screen says."""

ALWAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (
        (
            "ui.conduct.timer",
            "3, 5, 8, 10 ou 15 minutes, puis une, deux ou cinq de plus. {ui.conduct.timer.help} À "
            "la fin, rien ne se ferme tout seul : les téléphones proposent de continuer. Le "
            "compteur voisin dit combien de téléphones ont touché « {phone.ready} ».",
        ),
        (
            "ui.conduct.pause",
            "5, 10, 15 ou 20 minutes. {ui.conduct.pause.help} Ce qui était commencé reste sur les "
            "téléphones, et rien de ce qui est déjà envoyé n’est perdu. « {ui.conduct.resume} » "
            "rend la main à la salle, à l’heure ou avant ; l’heure passée, l’écran dit que l’on "
            "reprend. Regroupez pendant ce temps : vous seul voyez les propositions.",
        ),
        (
            "ui.conduct.reveal.words",
            "{ui.conduct.reveal.words.help} Le même bouton révèle un vote ou les réponses à une "
            "question ; il cache de nouveau ce que la salle a dit.",
        ),
        (
            "ui.conduct.may",
            "ouvrez « Téléphones » dans la même ligne pour changer ce qu’ils peuvent faire et "
            "voir, moment par moment. « {ui.conduct.rights.back} » remet tout en place.",
        ),
        (
            "ui.moderate.inbox",
            "un réglage de la page « {ui.page.moderate} ». {ui.moderate.inbox.help} Chaque carte "
            "s’affiche d’un geste, ou toutes d’un coup ; chacune peut être écartée, avec une "
            "raison que son auteur lit, ou mise au parking jusqu’à la clôture. Quand vous arrêtez "
            "de relire, les cartes qui attendaient attendent encore : affichez-les. À deux, l’un "
            "anime et l’autre modère, même à distance et sur un téléphone. Choisissez ce "
            "réglage si la salle est tendue ou si quelqu’un risque d’être nommé ; sinon, laissez "
            "les cartes s’afficher et écartez après coup.",
        ),
        (
            "ui.wall.remove",
            "dans le menu « ⋯ » d’une carte. {ui.remove.text}",
        ),
        (
            "ui.close.privacy",
            "la note sur les données tient en une page, en français et en anglais : ce que cet "
            "atelier-ci garde, pourquoi, combien de temps, qui voit quoi, d’après ses propres "
            "réglages. Donnez-la avant le jour venu à la personne qui protège les données et aux "
            "représentants du personnel ; elle est sur les pages « {ui.page.settings} » et "
            "« {phase.close} ».",
        ),
        (
            "ui.privacy.seal.title",
            "dans les réglages, une fois la salle repartie. {ui.privacy.seal.text} "
            "{ui.privacy.seal.backups}",
        ),
    ),
    "en": (
        (
            "ui.conduct.timer",
            "3, 5, 8, 10 or 15 minutes, then one, two or five more. {ui.conduct.timer.help} At the "
            "end nothing closes by itself: phones offer to carry on. The count beside it says how "
            "many phones have tapped “{phone.ready}”.",
        ),
        (
            "ui.conduct.pause",
            "5, 10, 15 or 20 minutes. {ui.conduct.pause.help} What was begun stays on the phones, "
            "and nothing that has been sent is lost. “{ui.conduct.resume}” gives the room its "
            "screens back, on time or before; once the time is past, the screen says that we are "
            "starting again. Group the cards meanwhile: only you see the suggestions.",
        ),
        (
            "ui.conduct.reveal.words",
            "{ui.conduct.reveal.words.help} The same button reveals a vote or the answers to a "
            "question; it hides the room’s words again.",
        ),
        (
            "ui.conduct.may",
            "open “Phones” on the same line to change what they may do and see, moment by moment. "
            "“{ui.conduct.rights.back}” puts everything back.",
        ),
        (
            "ui.moderate.inbox",
            "a switch on the page “{ui.page.moderate}”. {ui.moderate.inbox.help} Show each card "
            "with one tap, or all of them at once; each can be set aside, with a reason its author "
            "reads, or parked until the close. When you stop reading first, cards that were "
            "waiting still wait: show them. With two of you, one leads and the other moderates, "
            "from elsewhere and on a phone if need be. Choose this when the room is tense or "
            "somebody may be named; otherwise let cards be shown and set aside afterwards.",
        ),
        (
            "ui.wall.remove",
            "in the “⋯” menu of a card. {ui.remove.text}",
        ),
        (
            "ui.close.privacy",
            "the note on data is one page, in French and in English: what this very workshop "
            "keeps, why, how long, and who sees what, from its own settings. Give it to whoever "
            "protects data and to the staff’s representatives before the day; it is on the pages "
            "“{ui.page.settings}” and “{phase.close}”.",
        ),
        (
            "ui.privacy.seal.title",
            "in the settings, once the room has left. {ui.privacy.seal.text} "
            "{ui.privacy.seal.backups}",
        ),
    ),
}
"""What holds in every phase: the bar on top, the inbox, and shutting a device out."""
