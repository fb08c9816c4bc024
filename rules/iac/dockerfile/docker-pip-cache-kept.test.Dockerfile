FROM python:3.12
# ruleid: docker-pip-cache-kept
RUN pip install requests==2.32.3
# ok: docker-pip-cache-kept
RUN pip install --no-cache-dir requests==2.32.3
