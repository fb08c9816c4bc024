package back

import "net/http"

func back(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-open-redirect-request
	http.Redirect(w, r, r.FormValue("next"), http.StatusFound)
	// ruleid: go-open-redirect-request
	http.Redirect(w, r, r.URL.Query().Get("next"), 302)
	// ok: go-open-redirect-request
	http.Redirect(w, r, "/home", http.StatusFound)
	// ok: go-open-redirect-request
	http.Redirect(w, r, r.URL.Path+"/", http.StatusFound)
}
