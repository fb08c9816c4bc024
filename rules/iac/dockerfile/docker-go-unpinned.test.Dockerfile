FROM golang:1.23
# ruleid: docker-go-unpinned
RUN go install golang.org/x/tools/cmd/stringer@latest
# ok: docker-go-unpinned
RUN go install golang.org/x/tools/cmd/stringer@v0.25.0
# ok: docker-go-unpinned
RUN go install ./...
