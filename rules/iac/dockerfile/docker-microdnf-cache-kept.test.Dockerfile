FROM ubi9/ubi-minimal:9.4
# ruleid: docker-microdnf-cache-kept
RUN microdnf install curl
# ok: docker-microdnf-cache-kept
RUN microdnf install curl && microdnf clean all
