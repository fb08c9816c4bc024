FROM debian:12
# ruleid: docker-credentials-in-url
RUN git clone https://bot:s3cr3tt0ken@git.example.com/a.git
# ok: docker-credentials-in-url
RUN git clone https://git.example.com/a.git
