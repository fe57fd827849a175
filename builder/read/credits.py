"""The credits of the course: one YAML file that names the author and the licence of pictures and recordings."""

from collections.abc import Mapping as Table
from dataclasses import replace

from builder.model.asset import Asset
from builder.model.course import Credit
from builder.model.reference import FileReference, resolve
from builder.read.module import Reader
from builder.read.page import credits_of
from builder.syntax.fields import Block, open_block
from builder.syntax.yaml import Mapping, read_yaml

CREDITS_FILE = "credits.yml"


def read_credits(path: str, reader: Reader) -> tuple[Credit, ...]:
    """Return the credits in a file; there are none where it is missing or cannot be read, which is then a finding."""
    source = reader.workspace.read(path, reader.context.findings) if reader.workspace.is_file(path) else None
    value = read_yaml(source, reader.context.findings) if source else None
    if not isinstance(value, Mapping):
        if value is not None:
            open_block(value, (), reader.context)
        return ()
    return credits_of(value, Block(value, reader.context))


def credited(assets: Table[str, Asset], credit_lines: tuple[Credit, ...], path: str) -> dict[str, Asset]:
    """Return files with their credits, which stand in the file at a path."""
    targets = ((resolve(path, credit.image.target), credit.text) for credit in credit_lines)
    lines = {target.path: text for target, text in targets if isinstance(target, FileReference)}
    return {name: replace(asset, credit=lines.get(name, "")) for name, asset in assets.items()}
