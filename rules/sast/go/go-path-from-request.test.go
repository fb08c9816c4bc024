package show

import (
	"net/http"
	"os"
	"path/filepath"
)

func show(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-path-from-request
	os.ReadFile("/srv/files/" + r.FormValue("name"))
	// ruleid: go-path-from-request
	http.ServeFile(w, r, filepath.Join("/srv", r.URL.Query().Get("name")))
	// ok: go-path-from-request
	os.ReadFile("/srv/files/" + filepath.Base(r.FormValue("name")))
	// ok: go-path-from-request
	http.ServeFile(w, r, "/srv/index.html")
}
