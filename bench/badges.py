"""How long issuing takes: `python bench/badges.py` prints seconds, both generations, signed and baked into a PNG."""

import time
from uuid import UUID

from builder.badges.credential.award import Award, issue
from builder.badges.credential.bake import bake_png
from tests.badges import made


def main() -> None:
    """Issue badges to 135 learners twice, then to 10,000 once."""
    course, signer, picture = made.course(), made.keys()[0], made.picture(600)
    for learners, badges in ((135, ("observer", "public")), (10_000, ("observer",))):
        began, size = time.perf_counter(), 0
        for name in badges:
            for number in range(learners):
                issued = issue(_award(name, number), course, signer, criteria=made.CRITERIA)
                size += len(bake_png(picture, issued))
        seconds, count = time.perf_counter() - began, learners * len(badges)
        print(f"{learners} learners x {len(badges)}: {seconds:.1f} s ({count / seconds:.0f} a second, {size} bytes)")


def _award(name: str, number: int) -> Award:
    return made.award(name, number, email=f"learner{number}@mairie.example", subject=UUID(int=number << 64 | 7))


if __name__ == "__main__":
    main()
