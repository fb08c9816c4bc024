package ping

import (
	"fmt"
	"os/exec"
)

func run(host string) {
	// ruleid: go-command-shell-built
	exec.Command("sh", "-c", "ping -c 1 "+host).Run()
	// ruleid: go-command-shell-built
	exec.Command("/bin/bash", "-c", fmt.Sprintf("ping %s", host)).Run()
	// ok: go-command-shell-built
	exec.Command("ping", "-c", "1", host).Run()
	// ok: go-command-shell-built
	exec.Command("sh", "-c", "sync").Run()
	// ok: go-command-shell-built
	// exec.Command("sh", "-c", "ping "+host)
}
