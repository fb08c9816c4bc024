import os
from pathlib import Path

# ruleid: python-file-world-writable
os.chmod("/srv/app/run.sh", 0o777)
# ruleid: python-file-world-writable
Path("/srv/app/data").chmod(0o666)
# ok: python-file-world-writable
os.chmod("/srv/app/run.sh", 0o750)
# ok: python-file-world-writable
os.chmod("/srv/app/tmp", 0o1777)
# ok: python-file-world-writable
Path("/srv/app/data").chmod(0o640)
