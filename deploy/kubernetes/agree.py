"""Whether what kustomize rendered, the image and the program agree: flags, ports, probes, network policies.

usage: agree.py RENDERED PROGRAM     from this folder; each disagreement is one line, and the status is 1
"""

import pathlib
import re
import subprocess
import sys
import tomllib

import yaml

# The files that a command reads, by their names in the configuration.
READ = {"serve": [("serve", "keys_file"), ("depot", "verify_key")], "sync": [("depot", "signing_key")]}

rendered = [one for one in yaml.safe_load_all(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")) if one]
program = sys.argv[2]
image = pathlib.Path("../image/Containerfile").read_text(encoding="utf-8")
routes = pathlib.Path("../../crates/api/src/admin.rs").read_text(encoding="utf-8")
wrong = []


def expect(holds, complaint):
    if not holds:
        wrong.append(complaint)


def of_kind(kind):
    return {one["metadata"]["name"]: one for one in rendered if one["kind"] == kind}


def said(*arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout


def pods():
    """Each pod that is ever made: who makes it, its labels, its description."""
    for name, one in of_kind("Deployment").items():
        template = one["spec"]["template"]
        yield name, template["metadata"]["labels"], template["spec"]
    for name, one in of_kind("CronJob").items():
        template = one["spec"]["jobTemplate"]["spec"]["template"]
        yield name, template["metadata"]["labels"], template["spec"]


def flags(container):
    """The flags of a container's arguments, each with its value."""
    return dict(argument.partition("=")[::2] for argument in container["args"] if argument.startswith("--"))


def ports(container):
    return {port["name"]: port["containerPort"] for port in container.get("ports", [])}


def check_flags(name, container):
    known = set(re.findall(r"--[a-z][a-z-]+", said(container["args"][0], "--help")))
    for flag in flags(container):
        expect(flag in known, f"{name}: aiguilleur {container['args'][0]} has no {flag}")


def check_ports(name, container):
    listening = {
        "http": flags(container).get("--listen", ":").rpartition(":")[2],
        "exploitation": flags(container).get("--admin-listen", ":").rpartition(":")[2],
    }
    for port, number in ports(container).items():
        expect(str(number) == listening.get(port), f"{name}: port {port} is {number}, the program's is {listening.get(port)}")
        expect(re.search(rf"^EXPOSE .*\b{number}\b", image, re.M), f"{name}: the image does not expose {number}")
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        if asked := container.get(probe, {}).get("httpGet"):
            expect(asked["port"] == "exploitation" and asked["port"] in ports(container), f"{name}: {probe} asks port {asked['port']}")
            expect(f'.route("{asked["path"]}"' in routes, f"{name}: {probe} asks {asked['path']}, which is no route")
    if ports(container):
        expect(container["livenessProbe"]["httpGet"]["path"] == "/live", f"{name}: liveness must not depend on data")


def check_restricted(name, pod, container):
    """The profile « restricted », a root that cannot be written, and bounds on what may be taken."""
    whole, own = pod["securityContext"], container["securityContext"]
    user = re.search(r"^USER (\d+):(\d+)$", image, re.M)
    expect((whole["runAsUser"], whole["runAsGroup"]) == tuple(map(int, user.groups())), f"{name}: another user than the image's")
    expect(whole["runAsNonRoot"] is True and whole["seccompProfile"]["type"] == "RuntimeDefault", f"{name}: pod not restricted")
    expect(own["allowPrivilegeEscalation"] is False and own["readOnlyRootFilesystem"] is True, f"{name}: container not closed")
    expect(own["capabilities"] == {"drop": ["ALL"]}, f"{name}: capabilities kept")
    expect("memory" in container["resources"]["limits"] and "cpu" in container["resources"]["requests"], f"{name}: no bounds")
    expect(pod["automountServiceAccountToken"] is False, f"{name}: a token that nobody uses")


def check_volumes(name, pod, container):
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    mounted = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    expect(set(volumes) == set(mounted), f"{name}: {set(volumes) ^ set(mounted)} mounted or declared alone")
    expect(mounted.get("data") == flags(container)["--data"], f"{name}: the data are not on their volume")
    expect(mounted.get("configuration") == flags(container)["--config"], f"{name}: the configuration is not where it is read")
    given = of_kind("ConfigMap").get(volumes["configuration"]["configMap"]["name"], {"data": {}})["data"]
    expect("aiguilleur.toml" in given, f"{name}: no configuration in its ConfigMap")
    if claim := volumes["data"].get("persistentVolumeClaim"):
        expect(claim["claimName"] in of_kind("PersistentVolumeClaim"), f"{name}: no claim {claim['claimName']}")
    read = tomllib.loads(given["aiguilleur.toml"])
    depot = {"--from", "--publish"} & set(flags(container))
    for section, key in READ[container["args"][0]] if depot else []:
        folder = str(pathlib.PurePath(read[section][key]).parent)
        expect(folder in mounted.values(), f"{name}: {section}.{key} is in {folder}, which is not mounted")


def check_neighbours():
    """What talks to the readers: the Service, the network policies, the budget, the scale, Prometheus."""
    reader = next(labels for name, labels, _ in pods() if name == "aiguilleur")
    open_ports = set(ports(of_kind("Deployment")["aiguilleur"]["spec"]["template"]["spec"]["containers"][0]).values())
    chosen = [("Service", one["spec"]["selector"]) for one in of_kind("Service").values()]
    chosen += [("PodDisruptionBudget", one["spec"]["selector"]["matchLabels"]) for one in of_kind("PodDisruptionBudget").values()]
    for kind, labels in chosen:
        expect(labels.items() <= reader.items(), f"{kind} chooses no reader: {labels}")
    service = of_kind("Service")["aiguilleur"]["spec"]["ports"]
    expect([port["targetPort"] for port in service] == ["http"], "the Service must show the API alone")
    for name, labels, _ in pods():
        rules = [one["spec"] for one in of_kind("NetworkPolicy").values() if one["spec"]["podSelector"].get("matchLabels", {}).items() <= labels.items()]
        expect(any(not rule.get("ingress") and not rule.get("egress") for rule in rules), f"{name}: nothing closes its network")
        admitted = {port["port"] for rule in rules for way in rule.get("ingress", []) for port in way["ports"]}
        expect(admitted == (open_ports if labels == reader else set()), f"{name}: admits {admitted}")
    scale = of_kind("HorizontalPodAutoscaler")["aiguilleur"]["spec"]
    expect(scale["scaleTargetRef"]["name"] in of_kind("Deployment") and scale["minReplicas"] >= 2, "the scale has no target, or may be one")
    expect("replicas" not in of_kind("Deployment")["aiguilleur"]["spec"], "the number of readers is said twice")


def check_single():
    """One node: one writer on one volume, the API alone at the entrance, Prometheus' operator on the other port."""
    deployed = of_kind("Deployment")["aiguilleur"]["spec"]
    expect(deployed["replicas"] == 1 and deployed["strategy"] == {"type": "Recreate"}, "two pods on one volume")
    labels = deployed["template"]["metadata"]["labels"]
    service = of_kind("Service")["aiguilleur"]
    named = {port["name"]: port["targetPort"] for port in service["spec"]["ports"]}
    expect(service["spec"]["selector"].items() <= labels.items(), "the Service chooses no pod")
    shown = set(ports(deployed["template"]["spec"]["containers"][0]))
    expect(set(named.values()) == shown, f"the Service shows {named}, the server listens on {shown}")
    for rule in of_kind("Ingress")["aiguilleur"]["spec"]["rules"]:
        for path in rule["http"]["paths"]:
            expect(path["backend"]["service"] == {"name": "aiguilleur", "port": {"name": "http"}}, "the entrance leads elsewhere")
    monitor = of_kind("ServiceMonitor")["aiguilleur"]["spec"]
    expect(monitor["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items(), "the monitor chooses no Service")
    for asked in monitor["endpoints"]:
        expect(named.get(asked["port"]) == "exploitation" and f'.route("{asked["path"]}"' in routes, f"the monitor asks {asked}")
    alerts = yaml.safe_load(pathlib.Path("../prometheus/alerts.yaml").read_text(encoding="utf-8"))
    expect(of_kind("PrometheusRule")["aiguilleur"]["spec"] == alerts, "single/alerts.yaml is not prometheus/alerts.yaml, indented")


for name, _, pod in pods():
    for container in pod["containers"]:
        check_flags(name, container)
        check_ports(name, container)
        check_restricted(name, pod, container)
        check_volumes(name, pod, container)
if of_kind("HorizontalPodAutoscaler"):
    check_neighbours()
else:
    check_single()
expect(all(one["spec"]["concurrencyPolicy"] == "Forbid" for one in of_kind("CronJob").values()), "two nights at once")
print("\n".join(wrong) or "manifests, image and program agree")
sys.exit(bool(wrong))
