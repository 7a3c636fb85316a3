"""What an answer looks like once names, comments, docstrings and layout are taken away: its shape, as short runs."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings

RUN = 6  # tokens in a run: `for v in self . _parameters` is one
LONGEST = 40_000  # characters of one answer that are read
_LAYOUT = {tokenize.NEWLINE, tokenize.NL, tokenize.COMMENT, tokenize.ENCODING, tokenize.ENDMARKER}


def shape(text: str) -> frozenset[str]:
    """The runs of tokens of an answer, own names made alike.  Text that is no Python has one, too."""
    tokens = _tokens(_plain(text[:LONGEST]))
    return frozenset(" ".join(tokens[i : i + RUN]) for i in range(max(1, len(tokens) - RUN + 1))) - {""}


def _plain(text: str) -> str:
    """The text as Python itself would write it, own names as `v`; as it is where it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the learner's own escapes
            tree = ast.parse(text)
        own = _Names()
        own.visit(tree)
        return ast.unparse(_Renamed(own.found).visit(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text


class _Names(ast.NodeVisitor):
    """The names that a text binds itself: arguments, variables, functions within functions."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store | ast.Del):
            self.found.add(node.id)

    def visit_arg(self, node: ast.arg) -> None:
        self.found.add(node.arg)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self.found.add(node.name or "")
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if not node.decorator_list:  # what is grown has the name that the exercise gives it
            self.found.add(node.name)
        self.generic_visit(node)


class _Renamed(ast.NodeTransformer):
    """Own names as `v`; no docstring, no annotation; every text with a space in it as one word."""

    def __init__(self, own: set[str]) -> None:
        self._own = own - {"self", "cls"}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name("v", node.ctx) if node.id in self._own else node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg("v" if node.arg in self._own else node.arg)

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        self.generic_visit(node)
        return ast.keyword("v", node.value) if node.arg in self._own else node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        self.generic_visit(node)
        node.name = node.name and "v"
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant("text") if isinstance(node.value, str) and " " in node.value else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return ast.Constant("text")

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        return ast.Assign([node.target], node.value, lineno=0) if node.value else ast.Pass()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body, node.returns = _without_docstring(node.body), None
        node.name = "v" if node.name in self._own else node.name
        self.generic_visit(node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = _without_docstring(node.body)
        self.generic_visit(node)
        return node


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return (body[1:] or [ast.Pass()]) if said else body


def _tokens(text: str) -> list[str]:
    """The tokens of a text as far as it can be read, without its layout."""
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.INDENT:
                found.append("{")
            elif token.type == tokenize.DEDENT:
                found.append("}")
            elif token.type not in _LAYOUT and token.string.strip():
                found.append(token.string)
    except (tokenize.TokenError, SyntaxError):
        pass
    return found
