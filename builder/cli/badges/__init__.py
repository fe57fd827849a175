"""`parcours badges`: issue the badges of a course, take them back, check them."""

import click

from builder.cli.badges.award import award
from builder.cli.badges.check_site import check_site
from builder.cli.badges.forget import forget
from builder.cli.badges.keys import keys
from builder.cli.badges.revoke import revoke
from builder.cli.badges.verify import verify

_HELP = """Issue the badges of a course from the reports of a learning platform, take them back, check them.

\b
Examples:
  parcours badges keys new --keys ~/badge-keys
  parcours badges award progress.csv --to ~/badges                 who would get what, and why not
  parcours badges award progress.csv --to ~/badges --keys ~/badge-keys --yes
  parcours badges verify ~/badges/private/badges --to ~/badges
"""


@click.group(help=_HELP)
def badges() -> None:
    """Group the commands."""


for command in (award, check_site, forget, keys, revoke, verify):
    badges.add_command(command)
