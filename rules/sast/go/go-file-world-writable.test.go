package files

import "os"

func write(data []byte) {
	// ruleid: go-file-world-writable
	os.Chmod("/srv/app/run.sh", 0777)
	// ruleid: go-file-world-writable
	os.WriteFile("/srv/app/run.sh", data, 0o777)
	// ok: go-file-world-writable
	os.Chmod("/srv/app/run.sh", 0o750)
	// ok: go-file-world-writable
	os.WriteFile("/srv/app/data", data, 0o640)
}
