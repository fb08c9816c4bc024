FROM python:3.12
# ruleid: docker-python-verify-off
ENV PYTHONHTTPSVERIFY=0
# ruleid: docker-python-verify-off
RUN PYTHONHTTPSVERIFY=0 python3 get.py
# ok: docker-python-verify-off
ENV PYTHONHTTPSVERIFY=1
