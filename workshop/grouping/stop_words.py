"""Words that tell one card from another by nothing, and what people write instead of a word.

All without accents and apostrophes, as ``workshop.grouping.tokens`` compares them. General
French and English only: no list was taken from the cards of any workshop.
"""

from collections.abc import Mapping

_FRENCH = """
    ai aie ainsi alors apres as assez au aucun aucune aujourd aupres auquel aura aurait auront
    aussi autant autre autres aux avaient avais avait avant avec avez avoir avons ayant
    beaucoup bien ca car ce ceci cela celle celles celui cependant certain certaine certaines
    certains ces cet cette ceux chacun chacune chaque chez ci comme comment contre
    dans davantage de deja dehors depuis des desormais dessous dessus devant doit doivent donc
    dont du durant
    elle elles en encore enfin ensuite entre es est et etaient etais etait etant ete etes etre eu
    eux
    fais faisait fait faire faites faudrait faut font fois furent fus fut
    grace guere hui ici il ils je jamais jusqu jusque
    la laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu lorsque lui
    ma mais malgre me meme memes mes mien mienne miens mieux moi moins mon
    ne neanmoins ni non nos notre nous on ont or ou outre
    par parce parfois parmi pas pendant peu peut peuvent peux plus plusieurs plutot pour pourquoi
    pourrait pourtant pouvoir pres presque puis puisqu puisque
    qu quand quant que quel quelle quelles quelqu quelque quelques quels qui quoi quoique
    rien sa sans sauf se selon sera serait seront ses si sien sienne siens soi soient sois soit
    sommes son sont souvent sous suis sur surtout
    ta tandis tant te telle telles tels tes toi ton toujours tous tout toute toutes tres
    trop tu un une uns unes va vais vas vers veut veux voici voila vont vos votre vous vraiment
    jai cest ya jsuis chuis chui jme jte jle jla quil quils quelles quon nest nai sest dun dune
    lon quun quune cetait ki ke koi kan kand kom
    aller allait allez allons croire croit crois devoir devais devrait dire dis disait disent dit
    dite dites falloir fallait fallu mettre met mets mis mise savoir sais sait savait savent su
    venir venait venu vient viennent voir vois voit voyait vu vouloir voulait voulu
    deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante
    cinquante soixante cent mille premier premiere deuxieme troisieme demi demie
    an annee annees ans fois heure heures jour jours minutes mois secondes semaine semaines
"""

_ENGLISH = """
    about above across after again against all almost alone along already also although always
    am among an and another any anybody anyone anything are around as at away
    be became because been before behind being below between both but by
    can cannot could did do does doing done down during
    each either else enough even ever every everybody everyone everything except
    few for from further get gets getting give given go goes going gone got
    had has have having he hence her here hers herself him himself his how however
    if in indeed instead into is it its itself just
    keep keeps least less let like lot lots made make makes making many may me might mine more
    most much must my myself
    near need needs neither never no nobody none nor not nothing now
    of off often on once one ones only onto or other others otherwise our ours ourselves out over
    own per perhaps please put quite rather really
    same see seem seems several shall she should since so some somebody someone something
    sometimes still such
    take takes than that the their theirs them themselves then there therefore these they thing
    things this those though through thus to together too took toward towards
    under unless until up upon us use used using very via
    want wants was way we well went were what whatever when whenever where whether which while
    who whoever whole whom whose why will with within without would
    yet you your yours yourself
    arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt shouldnt wasnt werent
    wont wouldnt im ive id youre youve youll theyre theyve theyll weve hes shes itll thats theres
    whats lets gonna gotta wanna ur
    come comes came know knows knew known say says said tell tells told think thinks thought
    two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
    sixty hundred thousand first second third half
    day days hour hours minute minutes month months seconds time times week weeks year years
"""

STOP_WORDS: Mapping[str, frozenset[str]] = {
    "fr": frozenset(_FRENCH.split()),
    "en": frozenset(_ENGLISH.split()),
}
"""By language. Negations are among them: cards are told apart by what they are about."""

_FRENCH_GLUE = """
    au aux ce ces cet cette de des du elle elles en est et eu il ils je la le les leur leurs
    lui ma me mes moi mon nos notre nous on ou que qu qui sa se ses son sont suis ta te tes
    tu un une vos votre vous ont avons avez ai etre avoir ca ete par pour chez dans tres
"""

_ENGLISH_GLUE = """
    am an and any are as at be been being by did do does for has have he her him his id im in is
    it its ive me my of on or our she that the their them they this to us was we were will with
    you your so just
"""

GLUE: Mapping[str, frozenset[str]] = {
    "fr": frozenset(_FRENCH_GLUE.split()),
    "en": frozenset(_ENGLISH_GLUE.split()),
}
"""By language: words that a phrase does not need. Negations are not among them."""

SHORTHAND: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "ac": "avec",
        "appli": "application",
        "applis": "applications",
        "aprem": "apres midi",
        "bcp": "beaucoup",
        "cad": "dire",
        "cmd": "commande",
        "ds": "dans",
        "dsl": "desole",
        "infos": "information",
        "info": "information",
        "jr": "jour",
        "jrs": "jours",
        "lgtps": "longtemps",
        "mdp": "mot passe",
        "mdps": "mots passe",
        "min": "minutes",
        "mn": "minutes",
        "msg": "message",
        "mtn": "maintenant",
        "nb": "nombre",
        "nbx": "nombreux",
        "ordi": "ordinateur",
        "pb": "probleme",
        "pbs": "problemes",
        "pblm": "probleme",
        "pdt": "pendant",
        "pk": "pourquoi",
        "pq": "pourquoi",
        "pr": "pour",
        "prblm": "probleme",
        "qd": "quand",
        "qqch": "quelque chose",
        "qqn": "quelqu un",
        "qqs": "quelques",
        "rdv": "rendez vous",
        "slt": "salut",
        "stp": "plait",
        "svp": "plait",
        "tel": "telephone",
        "tjr": "toujours",
        "tjrs": "toujours",
        "tjs": "toujours",
        "tlm": "tout le monde",
        "tps": "temps",
        "ts": "tous",
        "tt": "tout",
        "vs": "vous",
    },
    "en": {
        "acct": "account",
        "addr": "address",
        "admin": "administration",
        "app": "application",
        "apps": "applications",
        "appt": "appointment",
        "bc": "because",
        "btw": "by the way",
        "cos": "because",
        "cuz": "because",
        "info": "information",
        "mgr": "manager",
        "mins": "minutes",
        "min": "minute",
        "msg": "message",
        "msgs": "messages",
        "pls": "please",
        "plz": "please",
        "ppl": "people",
        "prob": "problem",
        "probs": "problems",
        "pw": "password",
        "pwd": "password",
        "thx": "thanks",
        "tmrw": "tomorrow",
        "txt": "text",
        "u": "you",
    },
}
"""By language: what thumbs write, and the words they mean."""


def stop_words(language: str) -> frozenset[str]:
    """The words of no weight; none in a language we do not know."""
    return STOP_WORDS.get(language, frozenset())


def glue_of(language: str) -> frozenset[str]:
    """The words that a phrase does not need; none in a language we do not know."""
    return GLUE.get(language, frozenset())


def shorthand_of(language: str) -> Mapping[str, str]:
    """What thumbs write; nothing in a language we do not know."""
    return SHORTHAND.get(language, {})
