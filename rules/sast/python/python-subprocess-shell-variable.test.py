import subprocess


def run(command):
    # ruleid: python-subprocess-shell-variable
    subprocess.run(command, shell=True, check=True)
    # ruleid: python-subprocess-shell-variable
    subprocess.Popen(
        command, stdout=subprocess.PIPE,
        shell=True)
    # ok: python-subprocess-shell-variable
    subprocess.run("ls -l", shell=True)
    # ok: python-subprocess-shell-variable
    subprocess.run(command, shell=False)
