"""What the guide says of its own: the method on one page, before and after the room.

``{key}`` is filled with what the screen says under that key of the catalogue.
"""

METHOD: dict[str, str] = {
    "fr": """## Pourquoi croiser

D’ordinaire, on regarde le parcours du client d’un côté, le travail de l’équipe de l’autre, avec
d’autres personnes et d’autres chiffres. Or une même étape se vit des deux côtés au même moment :
la facture illisible du client est l’appel pénible du conseiller. En mettant les deux parcours
côte à côte, on voit ce qui se répare d’un seul geste, ce qui arrange les uns parce que d’autres
le paient, et ce qui ne tient que par la bonne volonté de quelques-uns.

## Les quatre quadrants

{quadrants}

On lit de haut en bas ce que vit le client, de gauche à droite ce que vit l’équipe : le regard
commence en haut à gauche, par la priorité. Un sujet dont un côté n’a rien dit attend dans
« {quadrant.one_side_missing} » : sa place n’est jamais devinée. Là où des voix s’opposent, il est
« {quadrant.contested} ».

## La route

{road}

On peut revenir en arrière, ou sauter un moment. La route ne bouge jamais d’elle-même.

## Les chiffres, en mots

- **Une voix** : une personne qui a écrit une carte du sujet, touché « moi aussi » ou répondu au
  tour miroir. Dix cartes de la même main font une voix.
- **La place d’un sujet** : de chaque côté, les voix qui disent le plaisir, moins celles qui
  disent ce qui coince, rapportées à toutes celles qui ont parlé. Le signe donne le quadrant.
- **À confirmer** : moins de trois voix d’un côté, ou presque autant de plus que de moins. Le
  sujet garde son quadrant, hachuré.
- **La salle et les données** ne s’additionnent jamais. Les paroles d’une enquête placent un sujet
  seulement là où la salle n’a rien dit, et c’est marqué.
- **Qui parle** : un téléphone parle pour l’équipe, ou pour les clients. Ce que vit le client sans
  qu’aucun d’eux n’ait parlé est en pointillé : c’est l’idée que l’équipe s’en fait.
- **L’écart d’une étape** : le ressenti du client, moins celui de l’équipe. L’équilibre d’un
  parcours dit combien les deux se ressemblent, jamais s’ils vont bien : les deux niveaux sont
  écrits à côté.
- **L’équipe compense ?** : le client est content, l’équipe peine. La bonne volonté tient lieu
  d’organisation.
- **Un côté paie** : une idée qui soulage un côté et pèse sur l’autre est rouge, et n’est adoptée
  qu’avec une réponse écrite à ceux qui paieraient. Tant que ceux-là n’ont rien dit, jamais de
  vert.
- **Un essai** n’est réussi que si aucun côté n’y a perdu, mesuré avant et après des deux côtés.

## Ce que l’outil ne fait pas

Il ne décide pas, ne devine pas une place, ne dit pas qui a écrit quoi, et ne montre rien par
métier en dessous de cinq voix. Chaque chiffre dit sur combien de voix il repose.
""",
    "en": """## Why cross the two

Usually the client’s journey is looked at on one side and the team’s work on the other, by other
people and with other figures. But one step is lived on both sides at the same moment: the bill
that the client cannot read is the call that the adviser dreads. With both journeys side by side
one sees what one repair mends for both, what suits some because others pay for it, and what holds
only by the goodwill of a few.

## The four quadrants

{quadrants}

The client’s experience runs down, the team’s runs across: the eye begins on the top left, at the
priority. A topic of which one side has said nothing waits in “{quadrant.one_side_missing}”: its
place is never guessed. Where voices disagree it is “{quadrant.contested}”.

## The road

{road}

One may go back, or leave a moment out. The road never moves by itself.

## The figures, in words

- **A voice**: somebody who wrote a card of the topic, tapped “me too” or answered the mirror
  round. Ten cards by the same hand are one voice.
- **A topic’s place**: on each side, the voices that tell of delight less those that tell of what
  hurts, as a share of all that spoke. The sign gives the quadrant.
- **To confirm**: fewer than three voices on a side, or almost as many for as against. The topic
  keeps its quadrant, hatched.
- **The room and the data** are never added up. What a survey says places a topic only where the
  room has said nothing, and it is marked.
- **Who speaks**: a phone speaks for the team, or for the clients. What clients live, while none
  of them has spoken, is dotted: it is the team’s idea of it.
- **The gap of a step**: the client’s mood less the team’s. The balance of a journey says how
  alike the two are, never whether they are well: both levels stand beside it.
- **Is the team making up for it?**: the client is content, the team struggles. Goodwill stands in
  for organisation.
- **A side pays**: a solution that relieves one side and weighs on the other is red, and is adopted
  only with a written answer to those who would pay. As long as they have said nothing, it is
  never green.
- **A pilot** is a success only if no side has lost by it, measured before and after on both.

## What the tool does not do

It does not decide, does not guess a place, does not tell who wrote what, and shows nothing by
role below five voices. Every figure says on how many voices it rests.
""",
}

BEFORE: dict[str, str] = {
    "fr": """## Deux semaines avant

- **Qui vient** : ceux qui voient le client et ceux qu’il ne voit jamais, douze à quarante
  personnes. Si vous le pouvez, quelques clients, ou des collègues chargés de parler pour eux.
- **Le double objectif** : une mesure pour chaque côté, et une seule personne qui répond des deux.
- **La note sur les données** : une page, à la page « {ui.page.settings} ». Donnez-la à la
  personne qui protège les données et aux représentants du personnel.

## La veille

- **Les parcours** : partez d’un modèle, gardez six à huit étapes, reprenez les tableaux des
  services.
- **Le déroulé** : choisissez-en un parmi les [trois](@agendas), à la taille de la journée.
- **La répétition** : laissez des participants simulés jouer l’atelier, puis enlevez-les.
  {ui.rehearsal.help} La première page en fait une à part, seul avec vingt téléphones simulés ;
  « {ui.tour.again} » y rappelle l’essentiel en une minute.
- **Le papier** : imprimez les feuilles de la page « {ui.page.paper} », au cas où. Voyez [le plan
  B](@paper).

## Une heure avant

- **{ui.page.doctor}** : {ui.doctor.line}
- **Le projecteur** : ouvrez sa fenêtre, glissez-la sur l’écran de la salle, plein écran (F11).
- **Votre téléphone** : scannez le code depuis le fond de la salle. Si le compteur bouge, tout est
  bon.
- **La page d’accueil de la salle** : projetez-la pendant que l’on s’installe.
""",
    "en": """## Two weeks before

- **Who comes**: those whom the client sees and those whom the client never sees, twelve to forty
  people. If you can, a few clients, or colleagues asked to speak for them.
- **The double goal**: a measure for each side, and one person who answers for both.
- **The note on data**: one page, on the page “{ui.page.settings}”. Give it to whoever protects
  data and to the staff’s representatives.

## The day before

- **The journeys**: begin with a template, keep six to eight steps, take in the tables of the
  departments.
- **The agenda**: choose one of the [three](@agendas), as long as your day.
- **The rehearsal**: let simulated participants play the workshop, then take them away.
  {ui.rehearsal.help} The first page makes one apart, alone with twenty simulated phones;
  “{ui.tour.again}” says there in a minute what matters.
- **Paper**: print the sheets of the page “{ui.page.paper}”, in case. See [plan B](@paper).

## An hour before

- **{ui.page.doctor}**: {ui.doctor.line}
- **The projector**: open its window, drag it to the room’s screen, full screen (F11).
- **Your own phone**: scan the code from the back of the room. If the count moves, all is well.
- **The room’s page**: show it while people come in.
""",
}

AFTER: dict[str, str] = {
    "fr": """## Avant de partir

- Relisez le plan à voix haute : chaque action a un nom qui a dit oui, une date, une mesure.
- Dites quand on se revoit, et que le lien du téléphone montrera ce que chaque mot est devenu.
- Emportez les fichiers de la page « {phase.close} » : compte rendu, diapositives, tableaux,
  calendrier.

## Dans la semaine

- Ouvrez la page du sponsor quand vous êtes prêt ; il répond par écrit à ce que l’équipe lui
  demande.
- Envoyez à chaque porteur son lien : il coche, bloque ou confie ses actions lui-même.
- Retrouvez ce que l’on a mis au parking, et répondez-y.

## Ensuite

- **Trente minutes par semaine** : fait, en retard, bloqué, à venir ; quatre lignes suffisent.
- **Une revue par mois** pour ce qui est nouveau. {ui.board.slot.first}
- **Un essai** sur un petit groupe, mesuré avant et après des deux côtés, puis généraliser,
  corriger ou arrêter.
- **L’édition suivante** reprend le cadre, les parcours et les actions, jamais les cartes.
- **Sceller** quand plus personne n’a à corriger ce qu’il a dit : {ui.privacy.seal.text}
""",
    "en": """## Before you leave

- Read the plan aloud: each action has a name that said yes, a date, a measure.
- Say when you meet again, and that the phone’s link will show what became of each word.
- Take the files of the page “{phase.close}” along: report, slides, tables, calendar.

## Within the week

- Open the sponsor’s page when you are ready; they answer in writing what the team asks of them.
- Send each owner their link: they tick, block or hand on their actions themselves.
- Look at what was parked, and answer it.

## From then on

- **Thirty minutes a week**: done, late, blocked, to come; four lines will do.
- **A review a month** for what is new. {ui.board.slot.first}
- **A pilot** with a small group, measured before and after on both sides, then generalise,
  correct or stop.
- **The next edition** takes over frame, journeys and actions, never the cards.
- **Seal** once nobody has anything to correct any more: {ui.privacy.seal.text}
""",
}
