"""Every table, on SQLite and PostgreSQL alike.

Nothing here tells who a participant is: no name, no address, no time of a gesture (TRUST.md,
"Privacy"). ``rank`` is a random number drawn once per row: exports follow it, so that their order
is not the order of arrival. ``changed`` is the workshop's revision at the row's last change: the
board channel asks for what changed since the revision it sent last.

Whoever reads or writes them says ``from workshop.storage import tables``; the files are by noun.
"""

from workshop.storage.tables.base import *  # noqa: F403 - one import path for all
from workshop.storage.tables.cards import *  # noqa: F403 - one import path for all
from workshop.storage.tables.deeds import *  # noqa: F403 - one import path for all
from workshop.storage.tables.follow import *  # noqa: F403 - one import path for all
from workshop.storage.tables.journeys import *  # noqa: F403 - one import path for all
from workshop.storage.tables.plan import *  # noqa: F403 - one import path for all
from workshop.storage.tables.solutions import *  # noqa: F403 - one import path for all
from workshop.storage.tables.sponsor import *  # noqa: F403 - one import path for all
from workshop.storage.tables.topics import *  # noqa: F403 - one import path for all
from workshop.storage.tables.votes import *  # noqa: F403 - one import path for all
from workshop.storage.tables.workshops import *  # noqa: F403 - one import path for all
