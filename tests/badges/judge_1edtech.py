"""Judges Open Badges 2.0 with the 1EdTech validator (PyPI `openbadges` 1.1.2) and `openbadges-bakery`, offline.

Reads {site, cases: [{name, badge, email} or {name, png, email}]} from standard input, pictures in base64; writes
{name: "valid" or why not}. The validator is of 2018: three patches let it run with the libraries of today, and its
web requests find what the issuer publishes.
"""

import base64
import io
import json
import sys
import warnings
from typing import Any
from unittest import mock

warnings.simplefilter("ignore")

import requests  # noqa: E402
from jose import jwk  # noqa: E402
from openbadges.verifier import verifier  # noqa: E402
from openbadges.verifier.openbadges_context import OPENBADGES_CONTEXT_V2_DICT  # noqa: E402
from openbadges.verifier.tasks import crypto  # noqa: E402

_CONTEXTS = {"https://w3id.org/openbadges/v2": json.dumps(OPENBADGES_CONTEXT_V2_DICT)}


def answer(site: dict[str, str], url: str) -> requests.Response:
    response = requests.Response()
    body = _CONTEXTS.get(url, site.get(url))
    response.status_code, response.url = (200 if body is not None else 404), url
    data = (base64.b64decode(body) if url.endswith(".png") else body.encode()) if body is not None else b""
    response.raw = io.BytesIO(data)
    response.headers["Content-Type"] = "image/png" if url.endswith(".png") else "application/ld+json"
    response._content = data  # noqa: SLF001 - there is no other way to make a response
    return response


class Loader:
    """The first patch: PyLD gives its loader options nowadays."""

    def __init__(self, site: dict[str, str]) -> None:
        self.site, self.contexts = site, set[str]()

    def __call__(self, url: str, _options: object = None) -> dict[str, object]:
        response = answer(self.site, url)
        if response.status_code != 200:
            raise ValueError(url)
        return {"contextUrl": None, "documentUrl": url, "document": response.json()}


def judge(case: dict[str, str], site: dict[str, str]) -> str:
    badge: Any = case.get("badge")
    if badge is None:
        badge = io.BytesIO(base64.b64decode(case["png"]))
        badge.name = "badge.png"
    options = {"use_cache": False, "cache_backend": None, "jsonld_options": {"documentLoader": Loader(site)}}
    profile = {"email": case["email"]} if case.get("email") else None
    with mock.patch.object(verifier, "_get_options", lambda given: {**verifier.DEFAULT_OPTIONS, **given}):
        report = verifier.verify(badge, profile, **options)["report"]
    if report["valid"]:
        return "valid"
    return "; ".join(one["result"] for one in report["messages"] if one["messageLevel"] == "ERROR") or "nothing found"


def main() -> None:
    given = json.load(sys.stdin)
    site = given["site"]
    construct = jwk.construct

    def from_pem(key: Any, algorithm: str) -> Any:
        # The second patch: a key is taken as PEM only.
        return construct(key.export_key().decode() if hasattr(key, "export_key") else key, algorithm)

    # The third patch: no request leaves the machine.
    with (
        mock.patch.object(crypto.jwk, "construct", from_pem),
        mock.patch.object(requests.Session, "get", lambda _self, url, **_: answer(site, url)),
    ):
        verdicts = {case["name"]: judge(case, site) for case in given["cases"]}
    sys.stdout.write(json.dumps(verdicts))


if __name__ == "__main__":
    main()
