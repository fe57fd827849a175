"""policy.json: the settings of the course, which all its problems inherit."""

from builder.model.course import Course
from builder.render.outline import Json
from builder.render.typography import typeset
from builder.render.words import Words
from builder.targets.olx.settings import Settings


def policy(course: Course, settings: Settings, tabs: list[tuple[str, str]], picture: str, words: Words) -> Json:
    """Return policy.json; `tabs` are the slugs and titles of the course's own pages, `picture` a name in `static/`."""
    return {
        f"course/{settings.run}": {
            "display_name": typeset(course.title, course.language),
            "language": course.language.split("-")[0].lower(),
            "self_paced": settings.self_paced,
            "start": f"{settings.start}T00:00:00Z",
            "end": f"{settings.end}T23:59:59Z",
            "course_image": picture,
            # As in every package: the explanation comes once a question is right or its attempts are used up.
            "showanswer": "finished",
            "rerandomize": "never",
            "show_reset_button": False,
            "max_attempts": None,
            "tabs": [
                {"type": "courseware", "name": words.text("Course")},
                {"type": "progress", "name": words.text("Progress")},
                {"type": "dates", "name": words.text("Dates")},
                *({"type": "static_tab", "name": title, "url_slug": slug} for slug, title in tabs),
            ],
        }
    }
