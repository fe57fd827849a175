"""LaTeX becomes well-formed MathML, or a fault that says what to do; never a traceback, never markup."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from builder.syntax.mathml import MATH_ATTRIBUTES, MATH_TAGS, Fault, fault, mathml

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_PIECES = st.sampled_from(
    r"""
    \frac \sqrt \sqrt[ \left( \right) \left \right \middle| \begin{matrix} \end{matrix} \begin{array}{c|c} \end{array}
    \begin \end \begin{align} \end{align} \begin{cases} \end{cases} \substack \text{ \mathbb{ \mathbb \hspace{ \over
    \atop \choose \above \genfrac \sideset \skew \limits \not \xrightarrow[ \operatorname{ \operatorname \verb| \tag{
    \root \of \rule \mod \pmod{ \bra \binom \cfrac \hline \hfil \\ \ \% \{ \} \left\{ \unicode{ \newcommand \def \href{
    \overbrace \underbrace \color \Big \big( \raisebox \phantom \mathchoice \displaystyle \bf \tiny \prime & # $ % ^ _
    ' { } [ ] ( ) | < > + = x 1 2.5 .5 3em é 𝔸
    """.split()
)


def told(tex: str) -> str:
    found = fault(tex)
    return found.message.text(str) if found else ""


def test_a_formula_keeps_its_source() -> None:
    made = etree.fromstring(mathml(' a < "b" & \n', "inline"))
    assert made.tag == f"{_NAMESPACE}math"
    assert made.get("alttext") == 'a < "b" &'
    assert made.get("display") is None
    block = etree.fromstring(mathml("x\ny", "block"))
    assert (block.get("alttext"), block.get("display")) == ("x\ny", "block")


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\text{<b> & c}", "<mtext>&lt;b&gt;\N{NO-BREAK SPACE}&amp;\N{NO-BREAK SPACE}c</mtext>"),
        (r"\mathbb{AB}", "<mrow><mi>𝔸</mi><mi>𝔹</mi></mrow>"),
        (r"\mathbf{v}_1", "<msub><mi>𝐯</mi><mn>1</mn></msub>"),
        (r"\%", "<mi>%</mi>"),
    ],
)
def test_a_formula_becomes_elements(tex: str, expected: str) -> None:
    assert f"<mrow>{expected}</mrow></math>" in mathml(tex, "inline")


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\frac{1}", "a part of this formula is missing"),
        (r"\sqrt", "a part of this formula is missing"),
        ("", "a part of this formula is missing"),
        (r"\foo x", r"`\foo` cannot be used in a formula"),
        (r"\begin{foo} x \end{foo}", r"`\begin{foo}` cannot be used in a formula"),
        (r"\newcommand{\R}{x} \R", r"`\newcommand` cannot be used in a formula"),
        (r"\color{red}{x}", r"`\color` cannot be used in a formula"),
        (r"\href{javascript:alert(1)}{x}", r"`\href` cannot be used in a formula"),
        ("{x", "the braces of this formula do not match"),
        ("x}", "the braces of this formula do not match"),
        ("}x{", "the braces of this formula do not match"),
        (r"\{x", ""),
        ("x % }", ""),
        (r"\left( x", r"`\left` and `\right` do not match"),
        (r"\begin{matrix} x", r"`\begin` has no `\end`"),
        ("x^", "nothing follows `^` or `_`"),
        ("x^2^3", "two exponents or indices stand side by side"),
        ("a & b", "`&` means nothing here"),
        ("a\fb", "this formula holds a character that nobody can see"),
        (r"\rule{1em}{2em}", "this formula cannot be read"),
    ],
)
def test_a_fault_is_told(tex: str, expected: str) -> None:
    assert told(tex) == expected


def test_a_misspelt_command_is_named() -> None:
    found = fault(r"\apha")
    assert found is not None
    assert found.remedy.text(str) == r"did you mean `\alpha`?"


def test_braces_without_end_are_told() -> None:
    assert told("{" * 50_000 + "}" * 50_000) == "this formula cannot be read"


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map(" ".join), st.lists(_PIECES).map("".join)))
def test_any_formula_is_well_formed_or_a_fault(tex: str) -> None:
    found = fault(tex)
    assert found is None or isinstance(found, Fault)
    for display in ("inline", "block"):
        if found is None:
            for part in etree.fromstring(mathml(tex, display)).iter():
                assert part.tag.removeprefix(_NAMESPACE) in MATH_TAGS
                assert set(part.attrib) <= MATH_ATTRIBUTES


def test_a_course_without_code_or_formulas_loads_no_converter(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from builder.project import build_course\n"
        "assert build_course(Path('tests/courses/tiny'), Path(sys.argv[1])).files\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'pygments', 'latex2mathml'}])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
