package hello

import (
	"fmt"
	"html"
	"net/http"
)

func hello(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-xss-request-written
	fmt.Fprintf(w, "<h1>Hello %s</h1>", r.FormValue("name"))
	// ruleid: go-xss-request-written
	w.Write([]byte("<h1>" + r.URL.Query().Get("name")))
	// ok: go-xss-request-written
	fmt.Fprintf(w, "<h1>Hello %s</h1>", html.EscapeString(r.FormValue("name")))
	// ok: go-xss-request-written
	fmt.Fprintf(w, "<h1>Hello</h1>")
}
