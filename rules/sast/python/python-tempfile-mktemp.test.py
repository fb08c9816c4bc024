import os
import tempfile

# ruleid: python-tempfile-mktemp
path = tempfile.mktemp(suffix=".txt")
# ok: python-tempfile-mktemp
handle, name = tempfile.mkstemp()
# ok: python-tempfile-mktemp
# tempfile.mktemp() was used before
# ok: python-tempfile-mktemp
spare = tempfile.NamedTemporaryFile()
