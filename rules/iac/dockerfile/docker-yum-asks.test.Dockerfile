FROM centos:7
# ruleid: docker-yum-asks
RUN yum install curl-7.29 && yum clean all
# ok: docker-yum-asks
RUN yum -y install curl-7.29 && yum clean all
