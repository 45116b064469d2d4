"""A collector of traces, a server that sends to it, and what it must and must not have sent.

usage: collect.py PROGRAM     built with the feature otlp
"""

import http.server
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request

PROGRAM = sys.argv[1]
TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
# A name, numbers, a query and a key: the log knows none of them, no more does a span.
ASKED = {
    "/v1/professionals/99700000104/decisions?usages=dmp": "GET /v1/professionals/{id}/decisions",
    "/v1/search?q=vauquelin+hortense": "GET /v1/search",
    "/?q=vauquelin+rouen": "GET /",
    "/v1/structures/990001018": "GET /v1/structures/{id}",
    "/v1/identifiers/nonsense-secret": "GET /v1/identifiers/{value}",
    "/nowhere/99700000104": "GET none",
}
SECRET = re.compile(rb"9970000010|990001018|vauquelin|hortense|rouen|nonsense|agl_secret|\?q=|usages=dmp", re.I)


def fields(message):
    """Protobuf's fields, as (number, value): an integer, or the bytes of what is long."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = varint()
        kind = key & 7
        size = {0: None, 1: 8, 5: 4}[kind] if kind != 2 else varint()
        if size is None:
            yield key >> 3, varint()
        else:
            yield key >> 3, message[at : at + size] if kind == 2 else int.from_bytes(message[at : at + size], "little")
            at += size


def many(message, number):
    return [value for known, value in fields(message) if known == number]


def attributes(message, number):
    """KeyValue: 1 the key, 2 the value, whose own 1 is a text and 3 an integer."""
    pairs = [dict(fields(pair)) for pair in many(message, number)]
    return {pair[1].decode(): next(iter(dict(fields(pair[2])).values())) for pair in pairs}


def spans(body):
    """ResourceSpans (1): resource (1), ScopeSpans (2) of spans (2)."""
    for whole in many(body, 1):
        resource = attributes(many(whole, 1)[0], 1)
        for scope in many(whole, 2):
            for span in many(scope, 2):
                yield resource, dict(fields(span)), attributes(span, 9)


bodies = queue.Queue()


class Collector(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        bodies.put((self.path, self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def serve(endpoint):
    own = {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=essai", "OTEL_BSP_SCHEDULE_DELAY": "200"}
    # What this machine exports of its own is not this test's.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")} | own
    server = subprocess.Popen([PROGRAM, "demo", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    address = next(found[1] for line in server.stdout if (found := re.search(r"à l'écoute sur (http://\S+)/", line)))
    threading.Thread(target=server.stdout.read, daemon=True).start()
    return server, address


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


# A redirect is an answer as any other, with a span of its own.
ASKING = urllib.request.build_opener(Stay)


def get(address, method="GET"):
    request = urllib.request.Request(address, method=method, headers={"traceparent": f"00-{TRACE}-{PARENT}-01", "user-agent": "agl_secret"})
    try:
        with ASKING.open(request, timeout=30) as answer:
            return answer.status, answer.headers["x-request-id"]
    except urllib.error.HTTPError as error:
        return error.code, error.headers["x-request-id"]


def stop(server):
    server.send_signal(signal.SIGTERM)
    errors = server.communicate(timeout=20)[1]
    assert server.returncode == 0, (server.returncode, errors)
    return errors


def check_spans():
    collector = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=collector.serve_forever, daemon=True).start()
    server, address = serve(f"http://127.0.0.1:{collector.server_port}")
    answered = {path: get(address + path) for path in ASKED}
    # A method is a caller's text too.
    get(address + "/v1/search", "VAUQUELIN")
    stop(server)
    received = []
    while not bodies.empty():
        path, body = bodies.get()
        assert path == "/v1/traces", path
        assert not SECRET.search(body), SECRET.search(body)
        received += spans(body)
    by_id = {span[2].hex(): (resource, span, named) for resource, span, named in received}
    for path, (status, request_id) in answered.items():
        resource, span, named = by_id[request_id]
        assert span[5].decode() == ASKED[path], (path, span)
        assert (span[1].hex(), span[4].hex()) == (TRACE, PARENT), (path, span)
        assert named["http.response.status_code"] == status, (path, named)
        assert named["http.route"].decode() == ASKED[path].split()[1], (path, named)
        assert 0 < span[8] - span[7] < 30e9, (path, span)
        assert resource["service.name"] == b"aiguilleur" and resource["deployment.environment.name"] == b"essai", resource
        assert set(named) <= {"http.request.method", "http.route", "http.response.status_code", "network.protocol.version", "error.type"}, named
    assert len(by_id) == len(ASKED) + 1, sorted(by_id)
    print(f"{len(by_id)} spans, each with route, status and duration, under the ids that the callers were given")


def check_absent():
    # Nobody listens there.
    server, address = serve("http://127.0.0.1:9")
    assert all(get(address + path)[0] < 500 for path in ASKED for _ in range(20))
    errors = stop(server)
    assert errors.count("the collector takes no traces") == 1, errors
    print("without its collector the server answers, stops, and says so once")


check_spans()
check_absent()
