"""nginx before several readers, on loopback: what one of them cannot answer, the next one is asked."""

import pathlib
import socket
import subprocess

# Only what may be asked twice is: nginx tries no POST again unless it never left.
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
  access_log off;
  log_format tries '$status $upstream_addr $upstream_status';
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream readers {{
{readers}
    keepalive 16;
  }}
  server {{
    listen 127.0.0.1:{port};
    access_log {folder}/tries.log tries;
    location / {{
      proxy_pass http://readers;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host 127.0.0.1;
      proxy_connect_timeout 1s;
      proxy_next_upstream error timeout http_502 http_503;
      proxy_next_upstream_tries {tries};
    }}
  }}
}}
"""


def free_ports(number):
    """Free ports."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class Nginx:
    """nginx, until the end of the `with`."""

    def __init__(self, folder, port, readers):
        self.folder = pathlib.Path(folder, "nginx")
        self.folder.mkdir()
        self.address = f"127.0.0.1:{port}"
        # One failure sets a reader aside for a second.
        lines = "\n".join(f"    server 127.0.0.1:{reader} max_fails=1 fail_timeout=1s;" for reader in readers)
        text = CONFIGURATION.format(folder=self.folder, port=port, readers=lines, tries=len(readers))
        (self.folder / "nginx.conf").write_text(text, encoding="utf-8")

    def __enter__(self):
        command = ["nginx", "-p", self.folder, "-e", self.folder / "error.log", "-c", self.folder / "nginx.conf"]
        self.process = subprocess.Popen(command)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)

    def tried_again(self):
        """How many requests took more than one reader."""
        lines = (self.folder / "tries.log").read_text(encoding="utf-8").splitlines()
        return sum("," in line for line in lines)
