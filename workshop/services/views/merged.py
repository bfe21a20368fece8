"""Topics that were merged live on in another one."""

from sqlalchemy import Connection, select

from workshop.services.rows import Workshop
from workshop.storage import tables


def survivors(connection: Connection, workshop: Workshop) -> dict[int, int]:
    """The number of the topic that stands for each topic id: itself, or what it was merged into."""
    topic = tables.topic
    rows = {
        row.id: row
        for row in connection.execute(
            select(topic.c.id, topic.c.number, topic.c.removed, topic.c.merged_into).where(
                topic.c.workshop_id == workshop.id
            )
        )
    }
    found = {}
    for topic_id, row in rows.items():
        seen = set()
        while row.removed and row.merged_into in rows and row.merged_into not in seen:
            seen.add(row.merged_into)
            row = rows[row.merged_into]
        if not row.removed:
            found[topic_id] = row.number
    return found
