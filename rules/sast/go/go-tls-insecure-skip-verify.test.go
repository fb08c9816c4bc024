package net

import "crypto/tls"

// ruleid: go-tls-insecure-skip-verify
var open = tls.Config{InsecureSkipVerify: true}
// ok: go-tls-insecure-skip-verify
var closed = tls.Config{InsecureSkipVerify: false}

func set(c *tls.Config) {
	// ruleid: go-tls-insecure-skip-verify
	c.InsecureSkipVerify = true
	// ok: go-tls-insecure-skip-verify
	c.ServerName = "InsecureSkipVerify: true"
}
