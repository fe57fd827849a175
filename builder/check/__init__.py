"""Rules that a course keeps: one rule a function, one topic a file."""

from builder.check import (
    assessment,
    badges,
    completion,
    entries,
    formulas,
    links,
    lists,
    markup,
    media,
    pools,
    recordings,
    structure,
    theme,
    unread,
    wording,
)
from builder.check.rule import Rule
from builder.diagnostics import Findings
from builder.model.course import Course

RULES: tuple[Rule, ...] = (
    structure.DUPLICATE_ID,
    structure.CLASHING_ID,
    links.BROKEN_LINK,
    links.UNUSABLE_LINK,
    links.BROKEN_ANCHOR,
    media.MISSING_ALT,
    media.THIRD_PARTY_MEDIA,
    media.NOT_AN_IMAGE,
    media.UNUSED_CREDIT,
    recordings.MISSING_CAPTIONS,
    recordings.MISSING_TRANSCRIPT,
    recordings.BROKEN_CAPTIONS,
    recordings.UNCLEAR_CAPTIONS,
    recordings.UNTITLED_MEDIA,
    recordings.MISPLACED_MEDIA,
    markup.UNKNOWN_BLOCK,
    markup.UNCLOSED_BLOCK,
    markup.MISPLACED_SELF_CHECK,
    markup.UNKNOWN_CODE_LANGUAGE,
    markup.FORBIDDEN_HTML,
    markup.SKIPPED_HEADING,
    formulas.BROKEN_MATH,
    theme.FAINT_COLOUR,
    unread.SPACE_IN_ADDRESS,
    unread.UNREAD_MARKUP,
    assessment.NO_CORRECT_CHOICE,
    assessment.ALL_CHOICES_CORRECT,
    assessment.TOO_FEW_CHOICES,
    assessment.DUPLICATE_CHOICE,
    assessment.NOTHING_GRADED,
    assessment.TWO_CORRECT_CHOICES,
    assessment.TOO_MANY,
    assessment.MOSTLY_TRUE_FALSE,
    lists.TOO_FEW_PARTS,
    lists.DUPLICATE_PART,
    lists.UNSHOWABLE_OPTION,
    lists.UNSHOWN_MARKS,
    entries.TOO_LONG_TO_TYPE,
    entries.CONTRADICTING_ANSWER,
    wording.CATCH_ALL_CHOICE,
    wording.TELLING_LENGTH,
    wording.TELLING_NUMBER,
    wording.FEW_CHOICES,
    wording.UNEXPLAINED_MISTAKE,
    wording.HIDDEN_NEGATION,
    wording.TELLING_ALT,
    pools.DRAW_ABOVE_POOL,
    pools.UNEQUAL_POINTS,
    pools.OVERLAPPING_POOLS,
    pools.UNKNOWN_OBJECTIVE,
    completion.NOTHING_TO_COMPLETE,
    completion.NOTHING_REQUIRED,
    badges.UNKNOWN_MODULE,
    badges.UNKNOWN_QUIZ,
    badges.UNKNOWN_BADGE,
    badges.BADGE_CYCLE,
    badges.UNREACHABLE_BADGE,
)
"""Every rule there is."""


def check(course: Course, findings: Findings) -> None:
    """Run every rule."""
    for rule in RULES:
        findings.extend(rule.run(course))
