FROM debian:12
# ruleid: docker-shell-relinked
RUN ln -sf /bin/bash /bin/sh
# ok: docker-shell-relinked
RUN ln -s /opt/tool/bin/tool /usr/local/bin/tool
