"""Frozen dataclasses as lines of JSON and back, checked against their annotations.

One reader for each type is built once, out of the types of its fields; there is no second list of
fields to keep in step. Covered is what the nouns use: str, int, float, bool, None, enums of text,
tuples, mappings of text and dataclasses of these.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Decoder = Callable[[object], object]


class RecordError(ValueError):
    """JSON that is not the record that was expected; says which field."""


def encode(record: object) -> bytes:
    r"""One record as one line of ASCII JSON, without the line end; lone surrogates survive.

    >>> from mtqa.types import Failure
    >>> encode(Failure("a.txt", "h\N{LATIN SMALL LETTER E WITH ACUTE}!"))
    b'{"path": "a.txt", "error": "h\\u00e9!"}'
    """
    return json.dumps(record, default=_members, allow_nan=False).encode("ascii")


def decoder(kind: type[Record]) -> Callable[[object], Record]:
    """A function that makes a `kind` of parsed JSON; it raises RecordError where that is not one.

    Fields that are not there take their default, unknown ones are passed over.
    """
    return cast(Callable[[object], Record], _decoder(kind))


def _members(record: object) -> dict[str, object]:
    names = _names(type(record))  # type: ignore[arg-type]  # a class is hashable
    return {name: getattr(record, name) for name in names}


@cache
def _names(kind: type) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is not a record")
    return tuple(member.name for member in fields(kind))


def _decoder(kind: object) -> Decoder:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind)
    return _SIMPLE[kind]


def _string(value: object) -> object:
    if not isinstance(value, str):
        raise RecordError("is not a text")
    return value


def _integer(value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordError("is not a whole number")
    return value


def _number(value: object) -> object:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise RecordError("is not a number")
    return float(value)


def _boolean(value: object) -> object:
    if not isinstance(value, bool):
        raise RecordError("is not true or false")
    return value


_SIMPLE: dict[object, Decoder] = {str: _string, int: _integer, float: _number, bool: _boolean}


def _mapping(value: object) -> object:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise RecordError("is not a table of texts")
    return value


def _optional(arguments: tuple[object, ...]) -> Decoder:
    (inner,) = [_decoder(argument) for argument in arguments if argument is not NoneType]
    return lambda value: None if value is None else inner(value)


def _tuple(arguments: tuple[object, ...]) -> Decoder:
    repeated = arguments[-1] is Ellipsis
    members = [_decoder(argument) for argument in arguments if argument is not Ellipsis]

    def read(value: object) -> object:
        if not isinstance(value, list) or not (repeated or len(value) == len(members)):
            raise RecordError("is not a list" if repeated else f"is not a list of {len(members)}")
        used = members * len(value) if repeated else members
        return tuple([member(item) for member, item in zip(used, value, strict=True)])

    return read


def _enum(kind: type[Enum]) -> Decoder:
    known = {member.value: member for member in kind}

    def read(value: object) -> object:
        if not isinstance(value, str) or value not in known:
            raise RecordError(f"is none of {', '.join(known)}")
        return known[value]

    return read


def _dataclass(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    members = [
        (m.name, _decoder(hints[m.name]), m.default is MISSING and m.default_factory is MISSING)
        for m in fields(kind)
    ]

    def read(value: object) -> object:
        if not isinstance(value, dict):
            raise RecordError("is not a table")
        arguments = {}
        for name, member, needed in members:
            if name in value:
                try:
                    arguments[name] = member(value[name])
                except RecordError as error:
                    raise RecordError(f"{name}: {error}") from None
            elif needed:
                raise RecordError(f"{name} is missing")
        try:
            return kind(**arguments)
        except ValueError as error:
            raise RecordError(str(error)) from None

    return read
