FROM python:3.12
# ruleid: docker-pip-unpinned
RUN pip install --no-cache-dir requests
# ruleid: docker-pip-unpinned
RUN python3 -m pip install --no-cache-dir "uvicorn[standard]"
# ok: docker-pip-unpinned
RUN pip install --no-cache-dir requests==2.32.3 ./wheel.whl
# ok: docker-pip-unpinned
RUN pip install --no-cache-dir -r requirements.txt
