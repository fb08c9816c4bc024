FROM opensuse/leap:15.6
# ruleid: docker-zypper-unpinned
RUN zypper -n install curl && zypper clean
# ok: docker-zypper-unpinned
RUN zypper -n install curl=8.0 && zypper clean
