"""Checks of what callers send."""

import re

from shopkit.responses import BadRequest

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def text(value, name, longest, optional=False):
    if value is None and optional:
        return ""
    if not isinstance(value, str) or len(value) > longest or not (value or optional):
        raise BadRequest(f"{name} must be a text of at most {longest} characters")
    return value


def matching(value, name, pattern):
    if not isinstance(value, str) or re.fullmatch(pattern, value) is None:
        raise BadRequest(f"{name} is not valid")
    return value


def whole(value, name, least, most):
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadRequest(f"{name} must be a whole number from {least} to {most}")
    return value
