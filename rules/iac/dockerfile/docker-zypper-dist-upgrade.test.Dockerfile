FROM opensuse/leap:15.6
# ruleid: docker-zypper-dist-upgrade
RUN zypper -n dist-upgrade && zypper clean
# ok: docker-zypper-dist-upgrade
RUN zypper -n patch && zypper clean
