"""Findings about wording are few: what teachers write every day is left alone."""

import pytest

from builder.check.wording import CATCH_ALL, negation_of
from builder.diagnostics import Source
from builder.syntax.markdown import parse_text


def hidden(text: str) -> str:
    return negation_of(parse_text(text, Source("quiz.yml", text).span(0, len(text))))


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("Lequel n'est pas un poisson ?", "pas"),
        ("Laquelle de ces actions ne relève pas de la commune ?", "pas"),
        ("Parmi ces leviers, lesquels ne relèvent pas de la région ?", "pas"),
        ("Quel mot n’appartient pas à la liste ?", "pas"),
        ("La ZFE est en vigueur. Auquel de ces véhicules ne s'applique-t-elle pas ?", "pas"),
        ("Which of these is not a fish?", "not"),
        ("Which of them doesn't swim?", "doesn't"),
        ("Which of these swim, except one?", "except"),
    ],
)
def test_a_question_turned_round_is_found(prompt: str, word: str) -> None:
    assert hidden(prompt) == word


@pytest.mark.parametrize(
    "prompt",
    [
        "Lequel n'est **pas** un poisson ?",
        "Lequel n'est *pas un* poisson ?",
        "Lequel n'est PAS un poisson ?",
        "Which of these is __not__ a fish?",
        "Which of these is NOT a fish?",
        "Pourquoi ne faut-il pas arroser le tas ?",
        "Que faire quand un voisin ne trie pas ?",
        "Quelle est la situation d'une personne qui n'a pas de vignette ?",
        "Quel est le risque si l'on ne trie pas ?",
        "La commune n'a pas de budget. Quel levier choisir ?",
        "Quelle vignette choisir ? Ce n'est pas un piège.",
        "What should you not do?",
        "Which of these fish live where it is not warm?",
        "The town has not decided. Which lever is left?",
        "Quel est le premier pas ?",
    ],
)
def test_a_negation_that_turns_nothing_round_is_not(prompt: str) -> None:
    assert hidden(prompt) == ""


@pytest.mark.parametrize(
    "choice",
    [
        "Toutes les réponses ci-dessus",
        "Toutes les réponses précédentes.",
        "Toutes ces réponses",
        "Tout ce qui précède",
        "Aucune des réponses ci-dessus",
        "Aucune de ces propositions",
        "Les réponses A et B",
        "A et B",
        "All of the above",
        "None of these",
        "Both a and b",
        "All the answers above",
    ],
)
def test_a_choice_that_speaks_of_the_others_is_found(choice: str) -> None:
    assert CATCH_ALL.fullmatch(choice)


@pytest.mark.parametrize(
    "choice",
    ["Tous les élus", "Aucun", "Toutes les communes de la région", "All towns", "None", "Tout le monde", "B52"],
)
def test_a_choice_that_stands_by_itself_is_not(choice: str) -> None:
    assert not CATCH_ALL.fullmatch(choice)
