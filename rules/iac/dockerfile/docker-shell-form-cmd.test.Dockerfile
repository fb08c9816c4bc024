FROM alpine:3.20
# ruleid: docker-shell-form-cmd
ENTRYPOINT app
# ok: docker-shell-form-cmd
CMD ["--flag"]
