package net

import "crypto/tls"

// ruleid: go-tls-min-version-old
var old = tls.Config{MinVersion: tls.VersionTLS10}
// ok: go-tls-min-version-old
var new = tls.Config{MinVersion: tls.VersionTLS12}
// ok: go-tls-min-version-old
var label = "MinVersion: tls.VersionTLS10"
