FROM alpine:3.20 AS build
# ok: docker-multiple-cmds
CMD ["x"]
CMD ["y"]
FROM alpine:3.20
# ruleid: docker-multiple-cmds
CMD ["a"]
CMD ["b"]
