"""What can be refused: one class per broken rule, carrying facts and a code, never a sentence.

The screen layer turns ``code`` and ``facts`` into words (catalogue key ``error.<code>``). Whoever
raises or catches one says ``from workshop.domain.errors import …``; the files are by noun.
"""

from workshop.domain.errors.base import *  # noqa: F403 - one import path for all
from workshop.domain.errors.files import *  # noqa: F403 - one import path for all
from workshop.domain.errors.follow import *  # noqa: F403 - one import path for all
from workshop.domain.errors.journeys import *  # noqa: F403 - one import path for all
from workshop.domain.errors.leaders import *  # noqa: F403 - one import path for all
from workshop.domain.errors.machine import *  # noqa: F403 - one import path for all
from workshop.domain.errors.plan import *  # noqa: F403 - one import path for all
from workshop.domain.errors.room import *  # noqa: F403 - one import path for all
from workshop.domain.errors.said import *  # noqa: F403 - one import path for all
from workshop.domain.errors.topics import *  # noqa: F403 - one import path for all
from workshop.domain.errors.votes import *  # noqa: F403 - one import path for all
