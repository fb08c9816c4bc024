FROM alpine:3.20
# ok: docker-multiple-cmds
CMD ["c"]
