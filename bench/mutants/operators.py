"""The faults: what one node of a syntax tree may become.

They are the usual ones of mutation testing (Jia and Harman, "An analysis and survey of the development of mutation
testing", IEEE TSE 37(5), 2011): a comparison that is turned or moved by one, and for or, a condition that is denied,
a number that is one more, another operator, a call that is left out, a result that is None, a loop that is left early.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """A fault at a place: the text from ``start`` to ``end``, in bytes of the source, becomes ``replacement``.

    ``code`` is the source line where it begins.
    """

    line: int
    code: str
    start: int
    end: int
    before: str
    replacement: str

    def apply(self, source: bytes) -> bytes:
        return source[: self.start] + self.replacement.encode() + source[self.end :]


def find_mutants(source: bytes) -> list[Mutant]:
    """Return all faults that the functions of a module may have, in the order of the text."""
    lines = source.splitlines(keepends=True)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))

    def make(node: ast.expr | ast.stmt, replacement: str) -> Mutant:
        start = offsets[node.lineno - 1] + node.col_offset
        end = offsets[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or node.col_offset)
        code = lines[node.lineno - 1].decode().strip()
        return Mutant(node.lineno, code, start, end, source[start:end].decode(), replacement)

    found = {
        mutant
        for function in ast.walk(ast.parse(source))
        if isinstance(function, FUNCTIONS)
        for statement in function.body
        for node in _logic_of(statement)
        for mutant in (make(place, replacement) for place, replacement in _faults(node))
    }
    return sorted(found, key=lambda mutant: (mutant.start, mutant.end, mutant.replacement))


def _logic_of(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what a statement does: no assertions, annotations, messages of errors, or formatted text.

    Assertions state what holds anyway. Within a formatted text, Python 3.11 does not know where a node stands.
    """
    if isinstance(node, (ast.Assert, ast.JoinedStr, ast.Raise, ast.arguments, *FUNCTIONS)):
        return
    yield node
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _logic_of(child)


def _faults(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield nodes and the texts that may stand in their place: for a node itself, or for its condition."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARISONS:
            yield node, _with(node, ops=[COMPARISONS[type(operator)]()])
        case ast.BoolOp(op=operator):
            yield node, _with(node, op=ast.Or() if isinstance(operator, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.BinOp(op=operator, left=left) if type(operator) in OPERATORS and not _is_text(left):
            yield node, _with(node, op=OPERATORS[type(operator)]())
        case ast.Constant(value=bool(value)):
            yield node, str(not value)
        case ast.Constant(value=int(value)):
            yield node, str(value + 1)
        case ast.Return(value=ast.expr() as value) if not _is_nothing(value):
            yield node, "return None"
        case ast.Expr(value=ast.Call()):
            yield node, "pass"
        case ast.Continue():
            yield node, "break"
        case ast.Break():
            yield node, "continue"
    match node:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            conditions = [test]
        case ast.comprehension(ifs=ifs):
            conditions = ifs
        case _:
            conditions = []
    for condition in conditions:
        if isinstance(condition, (ast.Name, ast.Attribute, ast.Call, ast.NamedExpr)):  # others have faults of their own
            yield condition, f"(not ({ast.unparse(condition)}))"


def _with(node: ast.AST, **fields) -> str:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return f"({ast.unparse(changed)})"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
