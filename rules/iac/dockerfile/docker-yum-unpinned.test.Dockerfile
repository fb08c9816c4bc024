FROM centos:7
# ruleid: docker-yum-unpinned
RUN yum install -y curl && yum clean all
# ok: docker-yum-unpinned
RUN yum install -y curl-7.29.0 && yum clean all
