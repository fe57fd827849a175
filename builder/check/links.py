"""Rules about links between pages and to the outside."""

from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Severity, msg
from builder.model.course import Course
from builder.model.reference import LINK_SCHEMES, ActivityReference, Anchor, External, resolve
from builder.syntax.markdown import Document, Link
from builder.syntax.suggest import did_you_mean, did_you_mean_file


def broken_link(course: Course) -> Iterator[Diagnostic]:
    """Find links to pages and quizzes that are not in the course."""
    paths = {activity.path for module in course.modules for activity in module.activities} | set(course.side_paths())
    transcripts = {path for path, _ in course.transcripts()}
    for path, link in course.links():
        target = resolve(path, link.target)
        if isinstance(target, Anchor) and not target.fragment:
            yield BROKEN_LINK.kind.at(
                link.span, msg("this link leads nowhere"), remedy=msg("write an address between the parentheses")
            )
        if isinstance(target, ActivityReference) and target.path in transcripts:
            yield BROKEN_LINK.kind.at(
                link.span,
                msg("this link leads to a transcript, which is no page"),
                remedy=msg("remove the link: the transcript is shown below its recording"),
            )
        elif isinstance(target, ActivityReference) and target.path not in paths and target.path not in course.unread:
            yield BROKEN_LINK.kind.at(
                link.span,
                msg("this link leads to `{path}`, which is not in the course", path=target.path),
                remedy=did_you_mean_file(target.path, sorted(paths), named_in=path)
                or msg("correct the address, or add the page"),
            )


def unusable_link(course: Course) -> Iterator[Diagnostic]:
    """Find links with a scheme that learners' browsers refuse or must not follow."""
    for path, link in _links_and_images(course):
        target = resolve(path, link.target)
        if isinstance(target, External) and target.scheme not in LINK_SCHEMES:
            yield UNUSABLE_LINK.kind.at(
                link.span,
                msg("a link of a course cannot begin with `{scheme}:`", scheme=target.scheme),
                remedy=msg("link to a web page (https), an address (mailto) or a file of the course"),
            )


def broken_anchor(course: Course) -> Iterator[Diagnostic]:
    """Find links to a place that is not in the text, or to a term that is not in the glossary.

    Texts of a quiz have their own places each; a place in a definition is a term.
    """
    terms = {course.glossary.path: {term.anchor for term in course.glossary.terms}} if course.glossary else {}
    known = terms | {page.path: _anchors(page.document) for page in course.pages()}
    known |= {path: _anchors(text) for path, text in course.transcripts()}
    for path, document in course.documents():
        for link in document.links:
            target = resolve(path, link.target)
            if isinstance(target, Anchor):
                place, fragment, anchors = path, target.fragment, terms.get(path) or _anchors(document)
            elif isinstance(target, ActivityReference) and target.path in known:
                place, fragment, anchors = target.path, target.fragment, known[target.path]
            else:
                continue
            if fragment and fragment not in anchors:
                yield BROKEN_ANCHOR.kind.at(
                    link.span,
                    msg("there is no term `#{anchor}` in `{path}`", anchor=fragment, path=place)
                    if place in terms
                    else msg("there is no heading `#{anchor}` in `{path}`", anchor=fragment, path=place),
                    remedy=did_you_mean(fragment, sorted(anchors)) or msg("link to the page without `#…`"),
                )


def _anchors(document: Document) -> set[str]:
    return {heading.anchor for heading in document.headings}


def _links_and_images(course: Course) -> Iterator[tuple[str, Link]]:
    return ((path, link) for path, document in course.documents() for link in (*document.links, *document.images))


BROKEN_LINK = Rule(
    Kind("broken-link", Severity.ERROR, msg("The link would lead learners nowhere.")),
    broken_link,
    bad=course_of(page="# Page\n\nSee [the other](othr.md).\n"),
    good=course_of(page="# Page\n\nSee [this page](page.md).\n"),
)
UNUSABLE_LINK = Rule(
    Kind("unusable-link", Severity.ERROR, msg("Such a link does not work on the computers of learners.")),
    unusable_link,
    bad=course_of(page="# Page\n\nSee [this](ftp://example.org/x).\n"),
    good=course_of(page="# Page\n\nSee [this](https://example.org/x).\n"),
)
BROKEN_ANCHOR = Rule(
    Kind(
        "broken-anchor",
        Severity.ERROR,
        msg("The link would lead to the top of the page, not to the part that is meant."),
    ),
    broken_anchor,
    bad=course_of(page="# Page\n\nSee [below](#part-to).\n\n## Part two\n"),
    good=course_of(page="# Page\n\nSee [below](#part-two) and [here](page.md#page).\n\n## Part two\n"),
)
