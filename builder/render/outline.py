"""The structure of the course as data: what the run-time needs before any page is opened."""

import json
from functools import cache

from builder.model.badge import BadgeClass
from builder.model.course import ACCESSIBILITY, GLOSSARY, HELP, Activity, Course, Module, Page
from builder.model.progress import activity_name, former_names
from builder.model.quiz import Quiz
from builder.render.completion import asked, facts
from builder.render.criteria import groups
from builder.render.theme import RUNTIME, Theme
from builder.render.typography import typeset

Json = dict[str, object]


def outline(course: Course, theme: Theme) -> Json:
    """Return the outline that `types.js` describes as `Outline`."""
    return {
        "id": course.id,
        "title": typeset(course.title, course.language),
        "language": course.language,
        "version": course.version,
        "modules": [_module(number, module, theme) for number, module in course.numbered_modules()],
        "badges": [_badge(badge, course, theme) for badge in course.badges],
        "was": sorted({(former.name, former.present) for former in former_names(course)}),
        "sides": [*([GLOSSARY] if course.glossary else []), HELP, ACCESSIBILITY],
        "words": theme.catalog.language,
        "sentences": {
            key: typeset(text, course.language) for key, text in theme.catalog.sentences.items() if _is_said(key)
        },
        "plurals": {
            key: [typeset(form, course.language) for form in forms]
            for key, forms in theme.catalog.plurals.items()
            if _is_said(key)
        },
    }


def _is_said(template: str) -> bool:
    """Tell whether the run-time itself says a sentence; the others are in the pages already."""
    return json.dumps(template, ensure_ascii=False) in _scripts()


@cache
def _scripts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(RUNTIME.rglob("*.js")))


def _module(number: int, module: Module, theme: Theme) -> Json:
    return {
        "id": module.id,
        "number": number,
        "title": typeset(module.title, theme.language),
        "minutes": module.minutes,
        "optional": module.optional,
        "facts": facts(module, theme),
        "asked": asked(module, theme),
        "color": module.color.value if module.color else "",
        "completeWhen": module.complete_when.value,
        "activities": [_activity(module, activity, theme) for activity in module.activities],
    }


def _activity(module: Module, activity: Activity, theme: Theme) -> Json:
    common: Json = {"name": activity_name(module, activity), "title": typeset(activity.title, theme.language)}
    if isinstance(activity, Page):
        asks: Json = {"asks": True} if activity.questions else {}
        return common | {"kind": "page"} | asks | ({"weight": float(activity.points)} if activity.points else {})
    return common | _quiz(activity)


def _quiz(quiz: Quiz) -> Json:
    return {
        "kind": "quiz",
        "pass": float(quiz.passing_score),
        "points": float(quiz.points),
        "weight": float(quiz.counts_for),
        "attempts": quiz.attempts,
        "feedback": quiz.show_feedback.value,
        "keep": quiz.keep.value,
        "shuffleChoices": quiz.shuffle_choices,
        "shuffleQuestions": quiz.shuffle_questions,
        "draws": [pool.draw for pool in quiz.pools],
    }


def _badge(badge: BadgeClass, course: Course, theme: Theme) -> Json:
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
        "rules": [
            {"intro": group.intro, "needs": [{"text": need.text, "target": need.target} for need in group.needs]}
            for group in groups(badge, course, theme)
        ],
        "narrative": typeset(badge.narrative, course.language),
    }
