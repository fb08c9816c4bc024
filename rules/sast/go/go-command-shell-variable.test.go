package run

import "os/exec"

func run(command string) {
	// ruleid: go-command-shell-variable
	exec.Command("sh", "-c", command).Run()
	// ok: go-command-shell-variable
	exec.Command("ls", "-l", command).Run()
	// ok: go-command-shell-variable
	exec.Command("sh", "-c", "sync").Run()
}
