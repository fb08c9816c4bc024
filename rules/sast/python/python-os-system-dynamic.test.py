import asyncio
import os
from shlex import quote


async def archive(name):
    # ruleid: python-os-system-dynamic
    os.system("tar cf out.tar " + name)
    # ruleid: python-os-system-dynamic
    os.popen(f"file {name}").read()
    # ruleid: python-os-system-dynamic
    await asyncio.create_subprocess_shell("gzip {}".format(name))
    # ok: python-os-system-dynamic
    os.system("sync")
    # ok: python-os-system-dynamic
    os.system("file " + quote(name))
    # ok: python-os-system-dynamic
    print('os.system("rm " + name)')
