import subprocess


def run(command, folder, names):
    result = {}
    for name in names:
        line = command + " " + folder + "/" + name
        output = subprocess.check_output(line, shell=True)
        result[name] = output.decode().strip()
    return result
