"""Judges both generations with PyPI `openbadgeslib`, offline.

Reads {site, cases: [{name, kind, badge or png, email}]} from standard input, `kind` one of ob2, ob3, jwt; writes
{name: "valid" or why not}.
"""

import base64
import json
import sys
import warnings

warnings.simplefilter("ignore")

from openbadgeslib.errors import LibOpenBadgesException  # noqa: E402
from openbadgeslib.ob2.verifier import OB2Verifier  # noqa: E402
from openbadgeslib.ob3.ldp import OB3LdpVerifier  # noqa: E402
from openbadgeslib.ob3.verifier import OB3Verifier  # noqa: E402


def main() -> None:
    given = json.load(sys.stdin)
    site = {address: text.encode() for address, text in given["site"].items()}

    def judge(case: dict[str, str]) -> str:
        kind, text = case["kind"], case.get("badge", "")
        try:
            if kind == "ob2":
                if "png" in case:
                    text = OB2Verifier.extract_token_from_png(base64.b64decode(case["png"]))
                verifier = OB2Verifier(download=site.__getitem__)
                check = verifier.verify_hosted if text.lstrip().startswith("{") else verifier.verify
                check(text, expected_recipient=case.get("email"), check_revocation=True)
            elif kind == "ob3":
                if "png" in case:
                    text = OB3Verifier.extract_token_from_png(base64.b64decode(case["png"]))
                # It knows status lists as JWT only: the signature of ours, which is embedded, is not judged by it.
                OB3LdpVerifier(issuer_did=case["issuer"]).verify(
                    text, check_status=True, download=site.__getitem__, verify_status_list=False
                )
            else:
                verifier3 = OB3Verifier.for_issuer_did(case["issuer"], download=site.__getitem__)
                verifier3.verify(text, check_status=True, download=site.__getitem__, verify_status_list=False)
        except LibOpenBadgesException as error:
            return str(error) or type(error).__name__
        return "valid"

    sys.stdout.write(json.dumps({case["name"]: judge(case) for case in given["cases"]}))


if __name__ == "__main__":
    main()
