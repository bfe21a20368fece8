"""Ideas that are adopted, and the actions, projects and people of the plan."""

from workshop.domain.errors.base import Invalid, NotFound, Refused


class SolutionUnknown(NotFound):
    code = "solution_unknown"


class StakeholderUnknown(NotFound):
    """``name`` is not among those who rank ideas beside the room."""

    code = "stakeholder_unknown"


class SolutionUntied(Invalid):
    """A solution is adopted only once it answers a topic or a cause."""

    code = "solution_untied"


class PainUnanswered(Invalid):
    """A side pays for the solution: it is adopted only with what is answered to ``side``."""

    code = "pain_unanswered"


class HumanUnanswered(Invalid):
    """The solution lets a machine take the place of people at ``steps``: it is adopted only with
    what stays human there.
    """

    code = "human_unanswered"


class PersonUnknown(NotFound):
    code = "person_unknown"


class DomainUnknown(NotFound):
    """There is no functional domain of the name ``domain``."""

    code = "domain_unknown"


class ActionUnknown(NotFound):
    code = "action_unknown"


class ActionIncomplete(Invalid):
    """An action leaves its draft only with everything in ``missing`` filled in."""

    code = "action_incomplete"


class ActionFinished(Refused):
    """``action`` was done or dropped: there is nothing to take up again."""

    code = "action_finished"


class DependencyCircle(Refused):
    """An action would wait for itself: ``path`` is the way round, labels from it back to it;
    ``way`` the same with what each says.
    """

    code = "dependency_circle"


class ProjectUnknown(NotFound):
    code = "project_unknown"


class CriterionUnknown(NotFound):
    """``project`` has no such criterion of being done."""

    code = "criterion_unknown"


class ProjectPhaseUnknown(NotFound):
    """``project`` has no such phase."""

    code = "project_phase_unknown"


class ProjectIncomplete(Invalid):
    """A project leaves its draft only with everything in ``missing`` filled in."""

    code = "project_incomplete"


class ProjectUnfinished(Refused):
    """A project is done when each of its criteria is met; ``criteria`` are those that are not."""

    code = "project_unfinished"


class PhaseGateShut(Refused):
    """A phase of a project ends only after the one before it, ``before``."""

    code = "phase_gate_shut"


class TrailUnknown(NotFound):
    """Nothing that leaves a trail has this ``label`` in the workshop."""

    code = "trail_unknown"
