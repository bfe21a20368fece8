"""Half a page for those who come: what will happen, what is kept, what is expected.

``{key}`` is filled with what the screens say; ``{floor}`` with the words about five voices.
"""

HANDOUTS: dict[str, dict[str, str]] = {
    "fr": {
        "participant": """# À qui participe

*Une demi-page à donner avant l’atelier.*

## Ce qui va se passer

Vous scannez un code avec votre téléphone : ni compte, ni application. Vous racontez, en une
phrase à la fois, ce qui coince et ce qui fait plaisir, pour le client et pour vous. Si quelqu’un
l’a déjà dit, vous touchez « {phone.near.me_too} » : cela compte autant. La salle voit alors où
chaque sujet se place, cherche des idées, vérifie que personne ne paie pour le soulagement d’un
autre, et repart avec quelques actions, un nom et une date sur chacune. Sans téléphone, des cartes
en papier comptent de même. Vous pouvez passer chaque question.

## {phone.privacy.kept.title}

{phone.privacy.kept}

## {phone.privacy.not_kept.title}

{phone.privacy.not_kept}

## Après

Gardez l’adresse de la page : elle dira ce que vos mots sont devenus, la même chose à tout le
monde. La page « {phone.privacy.title} », sur votre téléphone, dit le reste.
""",
        "sponsor": """# Au sponsor de l’atelier

*Une demi-page à donner avant l’atelier.*

## Ce que vous verrez

Quand l’animateur l’ouvre, votre lien mène à une page : le double objectif, la matrice, les sujets
prioritaires dans les mots de la salle, les idées et qui les paierait, le plan et son suivi. Elle
se lit sur un ordinateur ou un téléphone, et suit l’atelier d’elle-même. Avant cela, elle dit
seulement : « {ui.sponsor.wait} ».

## Ce que vous ne verrez pas

Qui a écrit quoi : personne ne le sait, pas même l’animateur. {floor} Rien par métier en dessous
de ce nombre. Rien de ce qui n’a pas été révélé à la salle.

## Ce qu’on attend de vous

- Avant : dire pourquoi cet atelier, et une mesure pour chaque côté, le client et l’équipe.
- Pendant : laisser parler. Si vous êtes là, prenez un téléphone et une voix, comme les autres.
- Après : répondre par écrit, sur cette page, à ce que l’équipe vous demande. Un refus expliqué
  vaut mieux qu’un silence.
- Chaque mois : demander ce que l’essai a changé, des deux côtés. Un essai où un côté paie n’est
  jamais une réussite.
""",
    },
    "en": {
        "participant": """# To those who take part

*Half a page to hand out before the workshop.*

## What will happen

You scan a code with your phone: no account, no app. One sentence at a time, you tell what hurts
and what delights, for the client and for you. If somebody has said it already, you tap
“{phone.near.me_too}”: it counts as much. The room then sees where each topic has its place, looks
for solutions, checks that nobody pays for somebody else’s relief, and leaves with a few actions, a
name and a date on each. Without a phone, cards of paper count the same. You may skip every
question.

## {phone.privacy.kept.title}

{phone.privacy.kept}

## {phone.privacy.not_kept.title}

{phone.privacy.not_kept}

## Afterwards

Keep the address of the page: it will tell what became of your words, the same to everybody. The
page “{phone.privacy.title}”, on your phone, tells the rest.
""",
        "sponsor": """# To the sponsor of the workshop

*Half a page to hand out before the workshop.*

## What you will see

Once the facilitator opens it, your link leads to one page: the double goal, the matrix, the
priority topics in the room’s own words, the solutions and who would pay for them, the plan and its
follow-up. It reads on a computer or a phone, and follows the workshop by itself. Before that it
only says: “{ui.sponsor.wait}”.

## What you will not see

Who wrote what: nobody knows, not even the facilitator. {floor} Nothing by role below that number.
Nothing that has not been revealed to the room.

## What is expected of you

- Before: say why this workshop, and one measure for each side, the client and the team.
- During: let people speak. If you are there, take a phone and one voice, like everybody.
- Afterwards: answer in writing, on that page, what the team asks of you. A no with its reason is
  better than silence.
- Each month: ask what the pilot has changed, on both sides. A pilot in which one side pays is
  never a success.
""",
    },
}
