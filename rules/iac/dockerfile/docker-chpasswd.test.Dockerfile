FROM debian:12
# ruleid: docker-chpasswd
RUN echo root:pw | chpasswd
# ok: docker-chpasswd
RUN passwd -l root
