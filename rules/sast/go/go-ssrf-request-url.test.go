package proxy

import "net/http"

func proxy(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-ssrf-request-url
	http.Get(r.FormValue("url"))
	// ruleid: go-ssrf-request-url
	http.NewRequest("GET", "https://"+r.URL.Query().Get("host"), nil)
	// ok: go-ssrf-request-url
	http.Get("https://api.example.org/?q=" + url.QueryEscape(r.FormValue("q")))
	// ok: go-ssrf-request-url
	http.Get("https://api.example.org/")
}
