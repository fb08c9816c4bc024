FROM alpine:3.20
# ruleid: docker-multiple-cmds
CMD ["a"]
CMD ["b"]
FROM alpine:3.20
# ok: docker-multiple-cmds
CMD ["c"]
