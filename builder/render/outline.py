"""The structure of the course as data: what the run-time needs before any page is opened."""

from builder.model.badge import BadgeClass
from builder.model.course import Activity, Course, Module, Page
from builder.model.progress import activity_name
from builder.render.theme import Theme
from builder.render.typography import typeset

Json = dict[str, object]


def outline(course: Course, theme: Theme) -> Json:
    """Return the outline that `types.js` describes as `Outline`."""
    return {
        "id": course.id,
        "title": typeset(course.title, course.language),
        "language": course.language,
        "modules": [_module(module, theme) for module in course.modules],
        "badges": [_badge(badge, course) for badge in course.badges],
        "words": theme.catalog.language,
        "sentences": {key: typeset(text, course.language) for key, text in theme.catalog.sentences.items()},
        "plurals": {
            key: [typeset(form, course.language) for form in forms] for key, forms in theme.catalog.plurals.items()
        },
    }


def _module(module: Module, theme: Theme) -> Json:
    return {
        "id": module.id,
        "title": typeset(module.title, theme.language),
        "minutes": module.minutes,
        "optional": module.optional,
        "completeWhen": module.complete_when.value,
        "activities": [_activity(module, activity, theme) for activity in module.activities],
    }


def _activity(module: Module, activity: Activity, theme: Theme) -> Json:
    common: Json = {"name": activity_name(module, activity), "title": typeset(activity.title, theme.language)}
    if isinstance(activity, Page):
        return common | {"kind": "page"}
    return common | {"kind": "quiz", "pass": float(activity.passing_score), "points": float(activity.points)}


def _badge(badge: BadgeClass, course: Course) -> Json:
    criteria = badge.criteria
    modules = course.modules_for(criteria)
    return {
        "id": badge.id,
        "name": typeset(badge.name, course.language),
        "description": typeset(badge.description, course.language),
        "modules": list(modules),
        "enough": len(modules) if criteria.enough is None else criteria.enough,
        "scores": [
            {"quiz": activity_name(*course.find_quizzes(score.quiz.id)[0]), "minimum": float(score.minimum)}
            for score in criteria.scores
        ],
        "badges": [reference.id for reference in criteria.badges],
    }
