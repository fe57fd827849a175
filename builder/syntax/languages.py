"""Names of languages, and the way that they are written."""

_LONG_CODE = 3  # letters; there are thousands of such codes, and the tables name only some
_SCRIPT_CODE = 4


def language_name(tag: str, reader: str) -> str | None:
    """Return what a language is called in that of the reader, with a capital; None when the tag means nothing.

    A well-formed code of three letters that the tables do not name stays as it is.
    """
    # Slow to import, and few courses need it.
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415
    from babel.core import parse_locale  # noqa: PLC0415

    try:
        language, territory, script = parse_locale(tag, sep="-")[:3]
    except ValueError:
        return None
    try:
        words = Locale.parse(reader, sep="-")
    except (ValueError, UnknownLocaleError):
        words = Locale("en")
    name = words.languages.get(language) or (language if len(language) == _LONG_CODE else None)
    if name is None:
        return None
    details = (words.scripts.get(script or ""), words.territories.get(territory or ""))
    shown = ", ".join(detail for detail in details if detail)
    return name[0].upper() + name[1:] + (f" ({shown})" if shown else "")


_RIGHT_TO_LEFT = frozenset(
    "apc ar arc bal bgn ckb dv fa he iw khw ks lrc mzn nqo pnb ps rhg sd sdh skr syr trw ug ur yi".split()
)
_SCRIPTS_RIGHT_TO_LEFT = frozenset("adlm arab hebr nkoo rohg syrc thaa".split())


def runs_right_to_left(tag: str) -> bool:
    """Tell whether a language is written from right to left: by the script that its tag names, else by the language."""
    language, *details = tag.lower().split("-")
    script = next((detail for detail in details if len(detail) == _SCRIPT_CODE and detail.isalpha()), None)
    return script in _SCRIPTS_RIGHT_TO_LEFT if script else language in _RIGHT_TO_LEFT
