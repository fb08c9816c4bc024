package crypt

import (
	"crypto/aes"
	"crypto/des"
	"crypto/rc4"
)

func make(key []byte) {
	// ruleid: go-cipher-weak
	a, _ := des.NewCipher(key)
	// ruleid: go-cipher-weak
	b, _ := rc4.NewCipher(key)
	// ok: go-cipher-weak
	c, _ := aes.NewCipher(key)
	// ok: go-cipher-weak
	// des.NewCipher(key)
	_, _, _ = a, b, c
}
