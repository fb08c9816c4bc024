FROM opensuse/leap:15.6
# ruleid: docker-zypper-cache-kept
RUN zypper -n install curl=8
# ok: docker-zypper-cache-kept
RUN zypper -n install curl=8 && zypper clean --all
