FROM debian:12
# ruleid: docker-pipe-without-pipefail
RUN curl -fsSL https://example.com/x | tar -x
# ok: docker-pipe-without-pipefail
RUN set -o pipefail && curl -fsSL https://example.com/x | tar -x
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# ok: docker-pipe-without-pipefail
RUN curl -fsSL https://example.com/x | tar -x
