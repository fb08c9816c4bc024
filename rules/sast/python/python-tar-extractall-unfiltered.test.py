import tarfile


def unpack(path, archive):
    with tarfile.open(path) as tar:
        # ruleid: python-tar-extractall-unfiltered
        tar.extractall("/srv/in")
        # ok: python-tar-extractall-unfiltered
        tar.extractall("/srv/in", filter="data")
    # ruleid: python-tar-extractall-unfiltered
    tarfile.open(path).extractall("/srv/in")
    # ok: python-tar-extractall-unfiltered
    archive.extractall("/srv/in")
