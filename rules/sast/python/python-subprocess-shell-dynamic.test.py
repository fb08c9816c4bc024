import shlex
import subprocess


def ping(host):
    # ruleid: python-subprocess-shell-dynamic
    subprocess.run(f"ping -c 1 {host}", shell=True)
    # ruleid: python-subprocess-shell-dynamic
    subprocess.check_output("ping -c 1 %s" % host, timeout=3, shell=True)
    # ruleid: python-subprocess-shell-dynamic
    subprocess.getoutput("host " + host)
    # ok: python-subprocess-shell-dynamic
    subprocess.run(f"ping -c 1 {shlex.quote(host)}", shell=True)
    # ok: python-subprocess-shell-dynamic
    subprocess.run(["ping", "-c", "1", host])
    # ok: python-subprocess-shell-dynamic
    subprocess.run("date | wc -c", shell=True)
    # ok: python-subprocess-shell-dynamic
    # subprocess.run(f"ping {host}", shell=True)
