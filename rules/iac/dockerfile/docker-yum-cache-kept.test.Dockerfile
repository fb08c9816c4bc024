FROM centos:7
# ruleid: docker-yum-cache-kept
RUN yum install -y curl-7.29
# ruleid: docker-yum-cache-kept
RUN yum clean all && yum install -y curl-7.29
# ok: docker-yum-cache-kept
RUN yum install -y curl-7.29 && yum clean all
