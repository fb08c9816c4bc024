package sum

import (
	"crypto/md5"
	"crypto/sha256"
)

func sum(data []byte) {
	// ruleid: go-hash-md5-sha1
	a := md5.New()
	// ok: go-hash-md5-sha1
	b := sha256.Sum256(data)
	// ok: go-hash-md5-sha1
	// md5.New()
	_, _ = a, b
}
