package api

import "net/http"

func handle(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-cors-any-origin-credentials
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	// ok: go-cors-any-origin-credentials
	w.Header().Set("Access-Control-Allow-Origin", "https://shop.example.org")
	// ok: go-cors-any-origin-credentials
	origin := r.Header.Get("Origin")
	_ = origin
}
