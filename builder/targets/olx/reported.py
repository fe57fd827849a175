"""What the reports of Open edX tell about the completion of modules."""

from builder.model.course import CompleteWhen, Course, Module


def unreported_modules(course: Course) -> tuple[Module, ...]:
    """Return the modules whose completion no report of Open edX tells: it reports quizzes, never pages read."""
    return tuple(module for module in course.modules if not is_reported(module))


def is_reported(module: Module) -> bool:
    """Tell whether a report of Open edX tells that a module is complete."""
    return module.complete_when is not CompleteWhen.READ and any(quiz.is_graded for quiz in module.quizzes)
