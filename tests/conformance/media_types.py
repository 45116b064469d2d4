"""Media types that schemathesis does not know by itself: lines of JSON, certificates."""

import json

import schemathesis


@schemathesis.deserializer("application/x-ndjson")
def lines(_context, response):
    """The first line: the document describes one, and each is made alike. Without a line, nothing is to be checked."""
    for line in response.content.splitlines():
        return json.loads(line)
    raise NotImplementedError("no line: the answer to an empty list")


@schemathesis.serializer("application/x-ndjson")
def line(_context, value):
    return json.dumps(value).encode() + b"\n"


@schemathesis.serializer("application/x-pem-file")
def text(_context, value):
    return value if isinstance(value, bytes) else str(value).encode()
