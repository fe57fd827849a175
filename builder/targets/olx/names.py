"""The `url_name` of every block: what Open edX keys learners' state on.

Each is made of the author's ids alone, so that retitling, moving and rebuilding change none. An id never holds `_`,
which therefore parts the ids of a name; `__` parts the name from the role of a block that no id stands for.
"""

from builder.model.course import Activity, Module, Page
from builder.model.identifier import fingerprint, from_file_name, slug
from builder.model.quiz import Pool, Question, Quiz

LONGEST = 60
"""Characters of a name: a whole usage key, with the course and the type, must fit 255."""


def chapter_name(module: Module) -> str:
    """Return the name of a module's chapter."""
    return _name(module.id)


def pages_name(module: Module, folder: str, after: str) -> str:
    """Return the name of a sequential of pages: those of a folder of the module, or of the module itself.

    Where a folder comes again, what stands before it (the id of a quiz, or another folder) tells the two apart.
    """
    parts = [from_file_name(part) for part in folder.split("/") if part]
    if after:
        parts += ["after", *(from_file_name(part) for part in after.split("/"))]
    return _name("-".join([f"{module.id}__pages", *parts]))


def activity_url(module: Module, activity: Activity) -> str:
    """Return the name that links lead to: the vertical of a page, the sequential of a quiz."""
    return _name(f"{module.id}_{activity.id}")


def unit_name(module: Module, quiz: Quiz) -> str:
    """Return the name of the vertical that holds a quiz."""
    return _name(f"{module.id}_{quiz.id}__unit")


def text_name(module: Module, activity: Activity, part: int) -> str:
    """Return the name of an `html` block: the text of a page, part by part, or what stands before a quiz."""
    role = "text" if isinstance(activity, Page) else "intro"
    return _name(f"{module.id}_{activity.id}__{role}" + (f"-{part}" if part > 1 else ""))


def video_name(module: Module, page: Page, file: str, use: int) -> str:
    """Return the name of a video block: after its file, without the folder; a number tells a second one apart."""
    return _name(f"{module.id}_{page.id}__video-{file}" + (f"-{use}" if use > 1 else ""))


def problem_name(module: Module, activity: Activity, question: Question) -> str:
    """Return the name of a question's problem."""
    return _name(f"{module.id}_{activity.id}_{question.id}")


def bank_name(module: Module, quiz: Quiz, pool: Pool | None) -> str:
    """Return the name of the bank that holds a pool of a quiz, or its other questions to be shuffled.

    A pool is called by its name, or where that is missing or not its own, by its first question.
    """
    if pool is None:
        return _name(f"{module.id}_{quiz.id}__questions")
    called = [slug(one.name) for one in quiz.pools if one.name]
    own = slug(pool.name) if pool.name else ""
    return _name(f"{module.id}_{quiz.id}__pool-{own if called.count(own) == 1 else pool.questions[0].id}")


def _name(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 9]}_{fingerprint(text, 32):08x}"
