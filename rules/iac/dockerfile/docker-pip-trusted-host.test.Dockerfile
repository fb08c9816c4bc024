FROM python:3.12
# ruleid: docker-pip-trusted-host
RUN pip install --no-cache-dir --trusted-host pypi.example.com a==1
# ok: docker-pip-trusted-host
RUN pip install --no-cache-dir a==1
