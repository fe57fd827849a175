"""Two ways to fill in a form: with a pointer, and with the keyboard alone."""

from collections.abc import Sequence
from typing import Protocol

from playwright.sync_api import Locator, expect

from builder.model.interaction import Cloze, Essay, Interaction, Match, NumericEntry, Order, Presentation, Select
from builder.model.interaction import TextEntry as Text
from tests.browser.answers import Given

_FARTHEST = 200  # stops of the tab key before something is lost


class Hand(Protocol):
    """What a hand can do to one field."""

    def press(self, button: Locator) -> None:
        """Press a button."""
        ...

    def pick(self, radios: Locator, index: int) -> None:
        """Pick one of a group of radio buttons."""
        ...

    def tick(self, box: Locator, *, on: bool) -> None:
        """Tick or untick a box."""
        ...

    def take(self, choices: Locator, index: int) -> None:
        """Take one of a list; the first is what stands for none."""
        ...

    def write(self, field: Locator, text: str) -> None:
        """Write into a field what stands in it from now on."""
        ...


def fill(form: Locator, interaction: Interaction, given: Given, hand: Hand) -> None:
    """Give an answer, without checking it."""
    match interaction:
        case Select(multiple=True):
            for index in range(len(interaction.choices)):
                hand.tick(form.locator("[data-choice] input").nth(_place(form, index)), on=index in given)
        case Select():
            hand.pick(form.locator("[data-choice] input"), _place(form, _number(given[0])))
        case NumericEntry() | Text():
            hand.write(form.locator("input"), str(given))
        case Essay():
            hand.write(form.locator("textarea"), str(given))
        case Match(presentation=Presentation.SCALE) | Match() | Cloze():
            _fill_parts(form, given, hand)
        case Order():
            _sort(form, [_number(index) for index in given], hand)


def _place(form: Locator, choice: int) -> int:
    """Return where a choice stands on the screen: it may be shuffled."""
    order = form.locator("[data-choice] input").evaluate_all("boxes => boxes.map(box => Number(box.value))")
    return int(order.index(choice))


def _fill_parts(form: Locator, given: Given, hand: Hand) -> None:
    for part, value in enumerate(given):
        fields = form.locator(f'[data-part="{part}"]')
        if isinstance(value, str):
            hand.write(fields, value)
        elif fields.count() > 1:
            hand.pick(fields, value)
        else:
            hand.take(fields, value + 1)


def _sort(form: Locator, order: Sequence[int], hand: Hand) -> None:
    """Bring the items up one after another, as a person does."""
    for place, index in enumerate(order):
        item = form.locator(f'[data-item="{index}"]')
        for _ in order:
            if form.locator("[data-item]").nth(place).get_attribute("data-item") == str(index):
                break
            hand.press(item.locator('[data-move="-1"]'))


def _number(given: int | str) -> int:
    assert isinstance(given, int)
    return given


class Pointer:
    """A mouse or a finger."""

    def press(self, button: Locator) -> None:
        button.click()

    def pick(self, radios: Locator, index: int) -> None:
        self._label(radios.nth(index)).click()

    def tick(self, box: Locator, *, on: bool) -> None:
        if box.is_checked() != on:
            self._label(box).click()

    def take(self, choices: Locator, index: int) -> None:
        choices.select_option(index=index)

    def write(self, field: Locator, text: str) -> None:
        field.click()
        field.fill(text)

    def _label(self, box: Locator) -> Locator:
        return box.locator("xpath=following-sibling::label")


class Keyboard:
    """No pointer at all: the focus goes where the tab key takes it."""

    def press(self, button: Locator) -> None:
        self._go_to(button)
        button.page.keyboard.press("Enter")

    def pick(self, radios: Locator, index: int) -> None:
        # A group has one stop: its chosen button, or the first or last one, depending on where one comes from.
        self._go_to(radios)
        keys = radios.page.keyboard
        keys.press("Space")
        for _ in range(radios.count()):
            if radios.nth(index).is_checked():
                return
            keys.press("ArrowDown")
        expect(radios.nth(index)).to_be_checked()

    def tick(self, box: Locator, *, on: bool) -> None:
        if box.is_checked() != on:
            self._go_to(box)
            box.page.keyboard.press("Space")

    def take(self, choices: Locator, index: int) -> None:
        self._go_to(choices)
        keys = choices.page.keyboard
        keys.press("Home")
        for _ in range(index):
            keys.press("ArrowDown")
        assert choices.evaluate("list => list.selectedIndex") == index

    def write(self, field: Locator, text: str) -> None:
        self._go_to(field)
        keys = field.page.keyboard
        keys.press("Control+A")
        keys.press("Delete")
        keys.type(text)

    def _go_to(self, fields: Locator) -> None:
        """Press the tab key until one of the fields has the focus, forwards or backwards."""
        keys = fields.page.keyboard
        ahead = fields.first.evaluate(
            "field => !!(document.activeElement.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING)"
        )
        for _ in range(_FARTHEST):
            if fields.evaluate_all("fields => fields.includes(document.activeElement)"):
                return
            keys.press("Tab" if ahead else "Shift+Tab")
        raise AssertionError("the tab key never comes there")
