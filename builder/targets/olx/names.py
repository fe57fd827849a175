"""The `url_name` of every block: what Open edX keys learners' state on.

Each is made of the author's ids alone, so that retitling, moving and rebuilding change none; of an id that was changed
(`was:`), the oldest, since the platform knows learners by that one. An id never holds `_`, which therefore parts the
ids of a name; `__` parts the name from the role of a block that no id stands for.
"""

from builder.model.course import Activity, Course, Module, Page
from builder.model.identifier import fingerprint, from_file_name, slug
from builder.model.quiz import Pool, Question, Quiz

LONGEST = 60
"""Characters of a name: a whole usage key, with the course and the type, must fit 255."""


class Names:
    """The names in the archive of one course."""

    def __init__(self, course: Course) -> None:
        self._oldest = {module.id: module.was[0].id for module in course.modules if module.was}

    def chapter_name(self, module: Module) -> str:
        """Return the name of a module's chapter."""
        return _name(self._first(module.id))

    def pages_name(self, module: Module, folder: str, after: str) -> str:
        """Return the name of a sequential of pages: those of a folder of the module, or of the module itself.

        Where a folder comes again, what stands before it (the id of a quiz, or another folder) tells the two apart.
        """
        parts = [from_file_name(part) for part in folder.split("/") if part]
        if after:
            parts += ["after", *(from_file_name(part) for part in after.split("/"))]
        return _name("-".join([f"{self._first(module.id)}__pages", *parts]))

    def activity_url(self, module: Module, activity: Activity) -> str:
        """Return the name that links lead to: the vertical of a page, the sequential of a quiz."""
        return _name(f"{self._place(module, activity)}")

    def unit_name(self, module: Module, quiz: Quiz) -> str:
        """Return the name of the vertical that holds a quiz."""
        return _name(f"{self._place(module, quiz)}__unit")

    def text_name(self, module: Module, activity: Activity, part: int) -> str:
        """Return the name of an `html` block: the text of a page, part by part, or what stands before a quiz."""
        role = "text" if isinstance(activity, Page) else "intro"
        return _name(f"{self._place(module, activity)}__{role}" + (f"-{part}" if part > 1 else ""))

    def video_name(self, module: Module, page: Page, file: str, use: int) -> str:
        """Return the name of a video block: after its file, without the folder; a number tells a second one apart."""
        return _name(f"{self._place(module, page)}__video-{file}" + (f"-{use}" if use > 1 else ""))

    def problem_name(self, module: Module, activity: Activity, question: Question) -> str:
        """Return the name of a question's problem."""
        return _name(f"{self._place(module, activity)}_{question.id}")

    def bank_name(self, module: Module, quiz: Quiz, pool: Pool | None) -> str:
        """Return the name of the bank that holds a pool of a quiz, or its other questions to be shuffled.

        A pool is called by its name, or where that is missing or not its own, by its first question.
        """
        if pool is None:
            return _name(f"{self._place(module, quiz)}__questions")
        called = [slug(one.name) for one in quiz.pools if one.name]
        own = slug(pool.name) if pool.name else ""
        return _name(f"{self._place(module, quiz)}__pool-{own if called.count(own) == 1 else pool.questions[0].id}")

    def _first(self, module: str) -> str:
        """Return the id that a module was first published under."""
        return self._oldest.get(module, module)

    def _place(self, module: Module, activity: Activity) -> str:
        if not activity.was:
            return f"{self._first(module.id)}_{activity.id}"
        place, _, own = activity.was[0].id.rpartition("/")
        return f"{self._first(place or module.id)}_{own}"


def _name(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 9]}_{fingerprint(text, 32):08x}"
