"""One writer and one reader through a depot, from an empty bucket on: each line that is printed held."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import depot
import server

URL = "s3://generations/rpps"
PERSON = "/v1/professionals/99700000104/decisions?as_of=2026-11-20"


class World:
    def __init__(self, program, folder):
        self.program, self.store = program, depot.Store()
        self.writer, self.reader = pathlib.Path(folder, "writer"), pathlib.Path(folder, "reader")
        signing, verify = depot.keys(folder)
        self.publishing = self.store.environment | {"AIGUILLEUR_DEPOT_SIGNING_KEY": str(signing)}
        self.reading = self.store.environment | {"AIGUILLEUR_DEPOT_VERIFY_KEY": str(verify), "AIGUILLEUR_DEPOT_POLL": "200ms"}
        self.said = []

    def run(self, *arguments, environment=None, status=0):
        done = subprocess.run(
            [self.program, *arguments, "--data", self.writer], env=environment or self.publishing, capture_output=True, text=True
        )
        self.said.append(done.stdout + done.stderr)
        assert done.returncode == status, f"{arguments}: status {done.returncode}\n{self.said[-1]}"
        return done

    def publish(self, *more, **how):
        return json.loads(self.run("publish", URL, "--json", *more, **how).stdout)

    def imported(self):
        server.publish(self.program, self.writer)
        return (self.writer / "CURRENT").read_text().strip()


def held(words):
    print(f"ok  {words}", flush=True)


def waits_then_serves(world, reader):
    assert reader.operators("/live")[0] == 200 and reader.operators("/ready")[0] == 503
    status, body = reader.ask(PERSON)
    assert (status, json.loads(body)["code"]) == (503, "no_generation"), body
    assert "en attente d'une première génération" in reader.text()
    held("an empty disk and an empty depot: alive, not ready, waiting")
    first = world.imported()
    published = world.publish()
    assert published["generation"] == first and published["signed"] and published["sent"] == published["files"] > 0
    again = world.publish()
    assert again["unchanged"] and again["sent"] == 0 and again["sequence"] == published["sequence"]
    held(f"published once: {published['sent']} files, and nothing the second time")
    depot.until(lambda: reader.operators("/ready")[0], lambda status: status == 200, reader.alive)
    expected = world.run("resolve", "99700000104", "--as-of", "2026-11-20", "--json").stdout
    assert json.loads(reader.ask(PERSON)[1]) == json.loads(expected)
    held("the reader answers as its writer does")


def follows(world, reader):
    second = world.imported()
    published = world.publish()
    reader.comes_to(reader.generation, second)
    assert published["sequence"] == json.loads(reader.ask("/v1/status")[1])["depot"]["sequence"]
    held("a second generation is followed")
    world.run("generations", "rollback")
    first = (world.writer / "CURRENT").read_text().strip()
    back = world.publish()
    assert first < second and back["sent"] == 0 and back["sequence"] > published["sequence"]
    reader.comes_to(reader.generation, first)
    held("a rollback is a new pointer, and sends nothing")


def outlives_the_store(world, reader):
    served = reader.generation()
    world.store.stop()
    reader.comes_to(reader.state, "away")
    assert reader.ask(PERSON)[0] == 200 and reader.operators("/ready")[0] == 200 and reader.generation() == served
    assert 'aiguilleur_depot_state{state="away"} 1' in reader.operators("/metrics")[1]
    failed = world.run("publish", URL, status=1).stderr
    assert "le dépôt ne répond pas" in failed, failed
    world.store.start()
    reader.comes_to(reader.state, "followed")
    assert reader.text().count('"state":"away"') == 1, reader.text()
    held("the store goes and comes back: answers go on, and one line tells it")


def refuses_what_is_corrupted(world, reader):
    before = reader.generation()
    there = world.store.objects("rpps/objects/")
    # Stopped, so that it meets the generation once it is spoilt, and not before.
    reader.process.send_signal(signal.SIGSTOP)
    third = world.imported()
    world.publish()
    spoilt = sorted(world.store.objects("rpps/objects/") - there)[0]
    body = world.store.get(spoilt)
    for damage in (bytes([body[0] ^ 1]) + body[1:], body[: len(body) // 2]):
        world.store.put(spoilt, damage)
        reader.process.send_signal(signal.SIGCONT)
        reader.comes_to(reader.state, "refused")
        assert reader.generation() == before and reader.ask(PERSON)[0] == 200
    assert world.publish("--check")["sent"] == 1
    reader.comes_to(reader.generation, third)
    held("an object that is corrupted or cut short is refused, sent again by --check, then followed")


def believes_signatures_alone(world, reader):
    before = reader.generation()
    pointer = world.store.get("rpps/pointer")
    fourth = world.imported()
    assert not world.publish(environment=world.store.environment)["signed"]
    reader.comes_to(reader.state, "refused")
    assert reader.generation() == before
    assert not world.publish()["unchanged"]
    reader.comes_to(reader.generation, fourth)
    world.store.put("rpps/pointer", pointer)
    reader.comes_to(reader.state, "refused")
    assert reader.generation() == fourth
    held("an unsigned pointer and an older signed one are refused")
    world.publish()
    reader.comes_to(reader.state, "followed")


def survives_a_killed_writer(world, reader):
    before, fifth = reader.generation(), world.imported()
    command = [world.program, "publish", URL, "--data", world.writer]
    writer = subprocess.Popen(command, env=world.publishing, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    there = world.store.objects("rpps/objects/")
    depot.until(lambda: writer.poll() is not None or world.store.objects("rpps/objects/") > there, bool)
    writer.kill()
    writer.wait()
    assert reader.ask(PERSON)[0] == 200 and reader.generation() in (before, fifth)
    world.publish()
    reader.comes_to(reader.generation, fifth)
    held("a writer that is killed leaves the old generation or the new one")


def forgets_old_generations(world, reader):
    now = world.publish("--keep", "1", environment=world.publishing | {"AIGUILLEUR_DEPOT_GRACE": "0s"})
    assert now["removed_generations"] and now["removed_objects"], now
    assert len(world.store.objects("rpps/manifests/")) == 2
    assert world.publish("--check")["sent"] == 0
    held(f"{len(now['removed_generations'])} older generations leave, with {now['removed_objects']} objects")


def starts_again(world, environment):
    with depot.Reader(world.program, world.reader, URL, environment) as reader:
        assert reader.operators("/ready")[0] == 200
        world.store.stop()
    with depot.Reader(world.program, world.reader, URL, environment) as reader:
        assert reader.ask(PERSON)[0] == 200
    world.store.start()
    held("a reader that starts again answers at once, the store being there or not")


def says_what_is_wrong_with_an_address(world):
    world.imported()
    absent = world.run("publish", "s3://no-such-bucket/rpps", status=1).stderr
    assert "ce seau n'existe pas" in absent, absent
    for endpoint in ("http://192.0.2.1:9000", "http://s3.example.org"):
        elsewhere = world.publishing | {"AWS_ENDPOINT_URL": endpoint, "AWS_ALLOW_HTTP": "true"}
        refused = world.run("publish", URL, environment=elsewhere, status=1).stderr
        assert "https://" in refused, refused
    held("a bucket that is not there is said to be so, and plain HTTP is for loopback alone")


def main():
    program = server.program(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        world = World(program, folder)
        says_what_is_wrong_with_an_address(world)
        with depot.Reader(program, world.reader, URL, world.reading) as reader:
            for step in (waits_then_serves, follows, outlives_the_store, refuses_what_is_corrupted, believes_signatures_alone,
                         survives_a_killed_writer, forgets_old_generations):
                step(world, reader)
        starts_again(world, world.reading)
        world.store.stop()
        said = "".join(world.said) + reader.text()
        assert not any(secret in said for secret in (depot.ACCESS, depot.SECRET))
        held("no credential was written anywhere")



if __name__ == "__main__":
    main()
