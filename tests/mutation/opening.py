"""Makes decorated functions reachable: mutmut passes over properties, validators and cached functions.

Each of them becomes two: the decorated one, which only calls the other, and the other with the old body,
which can be changed like any function.

    @property                          @property
    def is_open(self) -> bool:    →    def is_open(self) -> bool:
        return ...                         return self.is_open__inside()

                                       def is_open__inside(self) -> bool:
                                           return ...
"""

from __future__ import annotations

import ast

REACHED = {"classmethod", "staticmethod"}  # alone, mutmut knows them
LEFT = {"abstractmethod", "overload"}  # nothing inside to change


def opened(text: str) -> str:
    lines = text.splitlines(keepends=True)
    for function, is_method in reversed(_decorated(ast.parse(text))):
        names = [_name(one) for one in function.decorator_list]
        if set(names) & LEFT or names in ([one] for one in REACHED) or _is_one_liner(function):
            continue
        begin, inside = function.lineno - 1, function.body[0].lineno - 1
        signature, body = lines[begin:inside], lines[inside : function.end_lineno]
        indent = " " * function.col_offset
        bound = [f"{indent}@{name}\n" for name in names if name in REACHED]
        named = "".join(signature).replace(f"def {function.name}", f"def {function.name}__inside", 1)
        call = f"{indent}    return {_call(function, names, is_method=is_method)}\n"
        lines[begin : function.end_lineno] = [*signature, call, "\n", *bound, named, *body]
    return "".join(lines)


def _decorated(module: ast.Module) -> list[tuple[ast.FunctionDef, bool]]:
    found = []
    for node in module.body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        found += [
            (one, isinstance(node, ast.ClassDef))
            for one in inner
            if isinstance(one, ast.FunctionDef) and one.decorator_list
        ]
    return found


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _is_one_liner(function: ast.FunctionDef) -> bool:
    return function.body[0].lineno == function.lineno


def _call(function: ast.FunctionDef, names: list[str], *, is_method: bool) -> str:
    arguments = function.args
    given = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    bound = f"{given.pop(0)}." if is_method and "staticmethod" not in names else ""
    if arguments.vararg:
        given.append(f"*{arguments.vararg.arg}")
    given += [f"{one.arg}={one.arg}" for one in arguments.kwonlyargs]
    if arguments.kwarg:
        given.append(f"**{arguments.kwarg.arg}")
    return f"{bound}{function.name}__inside({', '.join(given)})"
