"""A credential as a graph: JSON-LD in a safe mode (PyLD), RDF Dataset Canonicalization (pyoxigraph)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from builder.badges.credential.contexts import UnknownContextError, context

Document = dict[str, Any]
"""A JSON object."""

_UNDEFINED = "urn:parcours:undefined:"
_MOST_TWINS = 4
_DEEPEST = 32
_KEYWORD = re.compile(r"@[A-Za-z]+")


class UnsignableError(ValueError):
    """A document holds something that a signature would not cover: the path or the term is in the message."""


def canonical(document: Document) -> bytes:
    """Return the canonical N-Quads of a document; raises `UnsignableError` where anything in it would be lost."""
    return canonical_quads(quads(document))


def quads(document: Document) -> str:
    """Return the N-Quads of a document; raises `UnsignableError` where anything in it would be lost."""
    from pyld import jsonld  # noqa: PLC0415 - a course without badges does not pay for it

    _refuse_what_rdf_drops(document)
    _refuse_undefined(document)
    found: str = _processed(jsonld.to_rdf, document, {**_options(), "format": "application/n-quads"})
    return found


def canonical_quads(text: str) -> bytes:
    """Return N-Quads in canonical form (RDFC-1.0)."""
    import pyoxigraph  # noqa: PLC0415 - same

    try:
        dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    except SyntaxError as error:  # an address with signs that no address may have
        raise UnsignableError(str(error)) from error
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset)).encode()


def escaped(text: str) -> str:
    """Return a text as it stands inside a literal of N-Quads."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(sign, written)
    return text


def _refuse_undefined(document: Document) -> None:
    """Refuse terms and types without a meaning: JSON-LD drops them in silence.

    A vocabulary put before every context catches what they do not define.
    """
    from pyld import jsonld  # noqa: PLC0415 - same

    contexts = document.get("@context")
    contexts = contexts if isinstance(contexts, list) else [contexts]
    caught = {**document, "@context": [{"@vocab": _UNDEFINED}, *contexts]}
    for term in _words(_processed(jsonld.expand, caught, _options())):
        if term.startswith(_UNDEFINED) or ":" not in term:
            raise UnsignableError(term.removeprefix(_UNDEFINED))


def _words(expanded: object) -> Iterator[str]:
    """Go through the terms, types and identifiers of an expanded document: absolute ones, or they would be dropped."""
    if isinstance(expanded, list):
        for entry in expanded:
            yield from _words(entry)
    elif isinstance(expanded, dict):
        literal = "@value" in expanded
        for key, value in expanded.items():
            if key in {"@type", "@id"} and not literal:
                yield from (str(entry) for entry in (value if isinstance(value, list) else [value]))
            elif not key.startswith("@"):
                yield key
            if not literal:
                yield from _words(value)


def _refuse_what_rdf_drops(document: Document) -> None:
    """Refuse absent values, relative identifiers and shapes that make canonicalization endless."""
    for value, path in _walk(document, ""):
        # JSON-LD passes over what looks like one of its keywords.
        if value is None or (isinstance(value, str) and _KEYWORD.fullmatch(value)):
            raise UnsignableError(path)
        if isinstance(value, dict):
            identifier = value.get("id", "urn:")
            if not isinstance(identifier, str) or ":" not in identifier or identifier.startswith("_:"):
                raise UnsignableError(f"{path}.id".lstrip("."))
            for key in value:
                # A term spelled as its address is signed alike, but whoever reads the JSON would miss it.
                if ":" in key or (key.startswith("@") and (path or key != "@context")):
                    raise UnsignableError(f"{path}.{key}".lstrip("."))
        if isinstance(value, list) and _twins(value) > _MOST_TWINS:
            raise UnsignableError(path)


def _walk(value: object, path: str, depth: int = 0) -> Iterator[tuple[object, str]]:
    if depth > _DEEPEST:
        raise UnsignableError(path)
    yield value, path
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "@context":
                yield from _walk(inner, f"{path}.{key}".lstrip("."), depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, path, depth + 1)


def _twins(values: Sequence[object]) -> int:
    """Count the nameless objects that look most alike: ordering n of them takes n! attempts."""
    looks = [
        repr(sorted((key, "" if isinstance(inner, dict | list) else repr(inner)) for key, inner in value.items()))
        for value in values
        if isinstance(value, dict) and "id" not in value
    ]
    return max(Counter(looks).values(), default=0)


def _processed(work: Any, document: Document, options: Mapping[str, object]) -> Any:
    from pyld.jsonld import JsonLdError  # noqa: PLC0415 - same

    try:
        return work(document, options)
    except JsonLdError as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, UnknownContextError):
                raise UnsignableError(f"@context {cause}") from error
            cause = getattr(cause, "cause", None) or cause.__cause__
        raise UnsignableError(str(getattr(error, "code", None) or error.type)) from error
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:  # PyLD, of shapes it never met
        raise UnsignableError(type(error).__name__) from error


def _options() -> dict[str, object]:
    return {"documentLoader": _load, "processingMode": "json-ld-1.1"}


def _load(address: str, _options: Mapping[str, object]) -> Mapping[str, object]:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": context(address),
    }
