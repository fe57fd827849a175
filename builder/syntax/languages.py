"""Names of languages."""

_LONG_CODE = 3  # letters; there are thousands of such codes, and the tables name only some


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
