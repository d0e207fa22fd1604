"""Every small fault that a module can be given, each by itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

NARROWING = {"filter", "exclude", "get", "update", "alias", "get_or_create", "update_or_create"}
OTHERS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
# What only readers and type checkers see.
SKIPPED = {"annotation", "returns", "decorator_list"}
# What `zip` is told of lists that are made to one length.
STRICT = "strict"


@dataclass(frozen=True)
class Mutant:
    """One fault of a module, by its place among all that it can be given."""

    path: str
    line: int
    text: str
    was: str
    becomes: str
    number: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}: {self.was} -> {self.becomes}"

    @property
    def key(self) -> str:
        """What names it wherever its line moves to."""
        return f"{self.path}: {self.text}: {self.was} -> {self.becomes}"

    def source(self, root: Path) -> str:
        tree = ast.parse((root / self.path).read_text())
        parent, field, at, _, other = next(islice(changes(tree), self.number, None))
        put(parent, field, at, other)
        return ast.unparse(ast.fix_missing_locations(tree))


def mutants_of(root: Path, path: str) -> Iterator[Mutant]:
    """In the order of the source."""
    source = (root / path).read_text()
    lines = source.splitlines()
    for number, (*_, node, other) in enumerate(changes(ast.parse(source))):
        yield Mutant(path, node.lineno, lines[node.lineno - 1].strip(), one_line(node), one_line(other), number)


def changes(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr | ast.stmt, ast.AST]]:
    for place in places(tree):
        yield from ((*place, other) for other in others(place[-1]))


def places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr | ast.stmt]]:
    """Each expression and statement below a node, with where it stands."""
    for field, value in ast.iter_fields(node):
        if field in SKIPPED:
            continue
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or is_docstring(child) or is_strict(child):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield node, field, at, child
            yield from places(child)


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_strict(node: ast.AST) -> bool:
    return isinstance(node, ast.keyword) and node.arg == STRICT


def put(parent: ast.AST, field: str, at: int | None, node: ast.AST) -> None:
    if at is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[at] = node


def others(node: ast.expr | ast.stmt) -> Iterator[ast.AST]:
    """What may stand in the place of this node instead."""
    match node:
        case ast.Compare():
            yield from (with_operator(node, at) for at in range(len(node.ops)) if type(node.ops[at]) in OTHERS)
        case ast.BoolOp():
            yield ast.BoolOp(OTHERS[type(node.op)](), node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield ast.BinOp(node.left, OTHERS[type(node.op)](), node.right)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Return(value=ast.expr() as value) if not is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield ast.Pass()
        case ast.Call(func=ast.Attribute(attr=name)) if name in NARROWING:
            yield from (without_keyword(node, at) for at in range(len(node.keywords)))


def with_operator(node: ast.Compare, at: int) -> ast.Compare:
    ops = [*node.ops]
    ops[at] = OTHERS[type(ops[at])]()
    return ast.Compare(node.left, ops, node.comparators)


def without_keyword(node: ast.Call, at: int) -> ast.Call:
    return ast.Call(node.func, node.args, [*node.keywords[:at], *node.keywords[at + 1 :]])


def is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def one_line(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:100]
