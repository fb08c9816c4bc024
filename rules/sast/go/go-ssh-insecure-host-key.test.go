package net

import "golang.org/x/crypto/ssh"

// ruleid: go-ssh-insecure-host-key
var a = ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}
// ok: go-ssh-insecure-host-key
var b = ssh.ClientConfig{HostKeyCallback: ssh.FixedHostKey(key)}
// ok: go-ssh-insecure-host-key
// ssh.InsecureIgnoreHostKey() was used before
