FROM opensuse/leap:15.6
# ruleid: docker-zypper-asks
RUN zypper install curl=8 && zypper clean
# ok: docker-zypper-asks
RUN zypper -n install curl=8 && zypper clean
