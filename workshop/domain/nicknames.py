"""Names in jest for phones, where a workshop allows them: an animal and an adjective, both kind.

Chosen by a number that its phone keeps and no file or screen holds, so that the name tells
nothing. No animal that is also an insult, no adjective about a body, a colour, an age or a rank.
"""

_ANIMALS = (
    # French, is it feminine, English
    ("abeille", True, "bee"),
    ("aigle", False, "eagle"),
    ("albatros", False, "albatross"),
    ("alouette", True, "lark"),
    ("alpaga", False, "alpaca"),
    ("antilope", True, "antelope"),
    ("bison", False, "bison"),
    ("bouquetin", False, "ibex"),
    ("bourdon", False, "bumblebee"),
    ("caméléon", False, "chameleon"),
    ("caribou", False, "caribou"),
    ("cerf", False, "stag"),
    ("chamois", False, "chamois"),
    ("chevreuil", False, "roe deer"),
    ("cigale", True, "cicada"),
    ("cigogne", True, "stork"),
    ("coccinelle", True, "ladybird"),
    ("colibri", False, "hummingbird"),
    ("colombe", True, "dove"),
    ("cygne", False, "swan"),
    ("dauphin", False, "dolphin"),
    ("écureuil", False, "squirrel"),
    ("fauvette", True, "warbler"),
    ("fennec", False, "fennec"),
    ("flamant", False, "flamingo"),
    ("gecko", False, "gecko"),
    ("girafe", True, "giraffe"),
    ("goéland", False, "gull"),
    ("grillon", False, "cricket"),
    ("guépard", False, "cheetah"),
    ("hérisson", False, "hedgehog"),
    ("hermine", True, "stoat"),
    ("héron", False, "heron"),
    ("hibou", False, "owl"),
    ("hippocampe", False, "seahorse"),
    ("huppe", True, "hoopoe"),
    ("jaguar", False, "jaguar"),
    ("kangourou", False, "kangaroo"),
    ("koala", False, "koala"),
    ("lama", False, "llama"),
    ("lémurien", False, "lemur"),
    ("libellule", True, "dragonfly"),
    ("lièvre", False, "hare"),
    ("lion", False, "lion"),
    ("loup", False, "wolf"),
    ("loutre", True, "otter"),
    ("luciole", True, "firefly"),
    ("lynx", False, "lynx"),
    ("marmotte", True, "marmot"),
    ("martin-pêcheur", False, "kingfisher"),
    ("moineau", False, "sparrow"),
    ("okapi", False, "okapi"),
    ("ours", False, "bear"),
    ("panda", False, "panda"),
    ("panthère", True, "panther"),
    ("papillon", False, "butterfly"),
    ("pélican", False, "pelican"),
    ("pieuvre", True, "octopus"),
    ("pinson", False, "finch"),
    ("renard", False, "fox"),
    ("renne", False, "reindeer"),
    ("rossignol", False, "nightingale"),
    ("rouge-gorge", False, "robin"),
    ("salamandre", True, "salamander"),
    ("suricate", False, "meerkat"),
    ("tigre", False, "tiger"),
    ("tortue", True, "tortoise"),
    ("toucan", False, "toucan"),
    ("vigogne", True, "vicuña"),
    ("zèbre", False, "zebra"),
)

_ADJECTIVES = (
    # French before a masculine and a feminine noun, English
    ("agile", "agile", "nimble"),
    ("aimable", "aimable", "kind"),
    ("alerte", "alerte", "alert"),
    ("astucieux", "astucieuse", "clever"),
    ("attentif", "attentive", "attentive"),
    ("audacieux", "audacieuse", "daring"),
    ("bienveillant", "bienveillante", "good-hearted"),
    ("bricoleur", "bricoleuse", "handy"),
    ("calme", "calme", "calm"),
    ("chanceux", "chanceuse", "lucky"),
    ("courageux", "courageuse", "brave"),
    ("curieux", "curieuse", "curious"),
    ("discret", "discrète", "discreet"),
    ("enthousiaste", "enthousiaste", "keen"),
    ("fidèle", "fidèle", "faithful"),
    ("franc", "franche", "frank"),
    ("généreux", "généreuse", "generous"),
    ("habile", "habile", "skilful"),
    ("ingénieux", "ingénieuse", "ingenious"),
    ("inventif", "inventive", "inventive"),
    ("jovial", "joviale", "jovial"),
    ("joyeux", "joyeuse", "cheerful"),
    ("loyal", "loyale", "loyal"),
    ("malicieux", "malicieuse", "playful"),
    ("matinal", "matinale", "early"),
    ("musicien", "musicienne", "musical"),
    ("optimiste", "optimiste", "hopeful"),
    ("paisible", "paisible", "peaceful"),
    ("persévérant", "persévérante", "steadfast"),
    ("poétique", "poétique", "poetic"),
    ("ponctuel", "ponctuelle", "punctual"),
    ("radieux", "radieuse", "radiant"),
    ("réfléchi", "réfléchie", "thoughtful"),
    ("rêveur", "rêveuse", "dreamy"),
    ("rieur", "rieuse", "merry"),
    ("sage", "sage", "wise"),
    ("serein", "sereine", "serene"),
    ("sincère", "sincère", "sincere"),
    ("solidaire", "solidaire", "helpful"),
    ("spontané", "spontanée", "spontaneous"),
    ("studieux", "studieuse", "studious"),
    ("tenace", "tenace", "tenacious"),
    ("tranquille", "tranquille", "quiet"),
    ("vaillant", "vaillante", "valiant"),
    ("vif", "vive", "lively"),
    ("voyageur", "voyageuse", "travelling"),
)


def nickname(number: int, language: str) -> str:
    """The nickname of a number in ``fr`` or ``en``, the same animal in both: "Loutre curieuse".

    There are some three thousand, so that two phones of a large room may share one.
    """
    turn, place = divmod(number, len(_ANIMALS))
    french, feminine, english = _ANIMALS[place]
    masculine, agreeing, adjective = _ADJECTIVES[turn % len(_ADJECTIVES)]
    if language == "fr":
        name = f"{french} {agreeing if feminine else masculine}"
    else:
        name = f"{adjective} {english}"
    return name[0].upper() + name[1:]
