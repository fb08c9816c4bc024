FROM debian:12
# ruleid: docker-wget-progress
RUN wget https://example.com/a
# ok: docker-wget-progress
RUN wget -q https://example.com/a
