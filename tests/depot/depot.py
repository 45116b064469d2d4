"""A server that speaks S3 on loopback, which can be stopped, and the program run beside it."""

import http.client
import json
import logging
import os
import pathlib
import re
import subprocess
import time

import boto3
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from moto.server import ThreadedMotoServer

ACCESS, SECRET = "depot-access-of-the-tests", "depot-secret-of-the-tests"
PATIENCE = 60
# A line for each request would hide the result.
logging.getLogger("werkzeug").setLevel(logging.ERROR)


class Store:
    """The service. What it holds outlives a stop: only its address does not answer meanwhile."""

    def __init__(self):
        self.port = 0
        self.start()
        self.client = boto3.client(
            "s3", endpoint_url=self.endpoint, region_name="eu-west-3", aws_access_key_id=ACCESS, aws_secret_access_key=SECRET
        )
        self.client.create_bucket(Bucket="generations", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})

    def start(self):
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.server.start()
        self.port = self.server.get_host_and_port()[1]

    def stop(self):
        self.server.stop()

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self):
        """The usual variables, and nothing else that this machine may say of a service."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "AIGUILLEUR_"))}
        theirs = {"AWS_ACCESS_KEY_ID": ACCESS, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "eu-west-3"}
        return ours | theirs | {"AWS_ENDPOINT_URL": self.endpoint}

    def objects(self, prefix):
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket="generations", Prefix=prefix)
        return {one["Key"] for page in pages for one in page.get("Contents", [])}

    def get(self, key):
        return self.client.get_object(Bucket="generations", Key=key)["Body"].read()

    def put(self, key, body):
        self.client.put_object(Bucket="generations", Key=key, Body=body)


def keys(folder):
    """A pair of keys as openssl writes them: the paths of the private and the public one."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    paths = pathlib.Path(folder, "signing.pem"), pathlib.Path(folder, "verify.pem")
    for path, pem in zip(paths, (private, public)):
        path.write_bytes(pem)
    return paths


class Reader:
    """`serve --from`, until the end of the `with`. What it says goes to a file."""

    def __init__(self, program, data, url, environment, listen="127.0.0.1:0"):
        data.mkdir(parents=True, exist_ok=True)
        self.said = data / "said"
        self.said.write_bytes(b"")
        command = [program, "--log-json", "serve", "--from", url, "--data", data, "--listen", listen, "--admin-listen", "127.0.0.1:0"]
        self.log = open(self.said, "ab")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment)
        found = until(lambda: re.findall(r"http://([0-9.:]+)/", self.text()), lambda found: len(found) >= 2, self.alive)
        self.address, self.admin = found[-2:]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        status = self.process.wait(PATIENCE)
        self.log.close()
        if status != 0:
            raise SystemExit(f"the reader ended with status {status}:\n{self.text()}")

    def alive(self):
        if self.process.poll() is not None:
            raise SystemExit(f"the reader ended:\n{self.text()}")

    def text(self):
        return self.said.read_text(encoding="utf-8")

    def ask(self, path, address=None):
        connection = http.client.HTTPConnection(address or self.address, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def operators(self, path):
        return self.ask(path, self.admin)

    def generation(self):
        return json.loads(self.ask("/v1/status")[1]).get("generation")

    def state(self):
        return (json.loads(self.ask("/v1/status")[1]).get("depot") or {}).get("state")

    def comes_to(self, what, wanted):
        return until(what, lambda found: found == wanted, self.alive)


def until(what, good, alive=lambda: None):
    """What `what` gives once it is good; fails after a while, with what it was last."""
    end = time.monotonic() + PATIENCE
    while not good(found := what()):
        alive()
        if time.monotonic() > end:
            raise SystemExit(f"waited for in vain: {found}")
        time.sleep(0.05)
    return found
