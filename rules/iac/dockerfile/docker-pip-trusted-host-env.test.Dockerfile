FROM python:3.12
# ruleid: docker-pip-trusted-host-env
ENV PIP_TRUSTED_HOST=pypi.example.com
# ok: docker-pip-trusted-host-env
ENV PIP_INDEX_URL=https://pypi.example.com/simple
