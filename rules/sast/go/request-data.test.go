package main

import (
	"archive/zip"
	"fmt"
	"html"
	"html/template"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

func users(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	// ruleid: go-sql-from-request
	db.Query("SELECT * FROM users WHERE name = '" + name + "'")
	// ruleid: go-sql-from-request
	db.QueryRow(fmt.Sprintf("SELECT * FROM users WHERE name = '%s'", r.FormValue("name")))
	// ok: go-sql-from-request
	db.Query("SELECT * FROM users WHERE name = ?", name)
	id, _ := strconv.Atoi(r.FormValue("id"))
	// ok: go-sql-from-request
	db.Query(fmt.Sprintf("SELECT * FROM users WHERE id = %d", id))
	// ruleid: go-command-from-request
	exec.Command("sh", "-c", "ping "+r.FormValue("host")).Run()
	// ok: go-command-from-request
	exec.Command("uptime").Run()
	// ruleid: go-path-from-request
	os.Open("/srv/files/" + r.FormValue("file"))
	// ok: go-path-from-request
	os.Open("/srv/files/" + filepath.Base(r.FormValue("file")))
	// ruleid: go-ssrf-request-url
	http.Get(r.FormValue("url"))
	// ok: go-ssrf-request-url
	http.Get("https://example.org/feed")
	// ruleid: go-open-redirect-request
	http.Redirect(w, r, r.FormValue("next"), 302)
	// ok: go-open-redirect-request
	http.Redirect(w, r, "/home", 302)
	// ruleid: go-xss-request-written
	fmt.Fprintf(w, "<p>Hello %s</p>", name)
	// ok: go-xss-request-written
	fmt.Fprintf(w, "<p>Hello %s</p>", html.EscapeString(name))
	// ruleid: go-template-from-request
	template.New("page").Parse(r.FormValue("text"))
	// ok: go-template-from-request
	template.New("page").Parse("Hello {{.}}")
	// ruleid: go-log-from-request
	log.Printf("login of %s", name)
	// ok: go-log-from-request
	log.Printf("login of %q", name)
	size, _ := strconv.Atoi(r.FormValue("n"))
	// ruleid: go-allocation-from-request
	all := make([]byte, size)
	// ok: go-allocation-from-request
	some := make([]byte, min(size, 4096))
	// ruleid: go-body-unlimited
	io.ReadAll(r.Body)
}

func limited(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	// ok: go-body-unlimited
	io.ReadAll(r.Body)
}

func item(c *gin.Context) {
	// ruleid: go-sql-from-request
	db.Exec("DELETE FROM items WHERE id = " + c.Param("id"))
	// ok: go-sql-from-request
	db.Exec("DELETE FROM items WHERE id = ?", c.Param("id"))
}

func unpack(archive *zip.ReadCloser) {
	for _, f := range archive.File {
		// ruleid: go-zip-slip
		os.Create(filepath.Join("/srv", f.Name))
	}
}

func unpackFlat(archive *zip.ReadCloser) {
	for _, f := range archive.File {
		// ok: go-zip-slip
		os.Create(filepath.Join("/srv", filepath.Base(f.Name)))
	}
}

func page(ctx context.Context, event events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	name := event.QueryStringParameters["name"]
	// ruleid: go-lambda-html-from-event
	return events.APIGatewayProxyResponse{StatusCode: 200, Headers: map[string]string{"Content-Type": "text/html"}, Body: "<h1>" + name + "</h1>"}, nil
}

func safePage(ctx context.Context, event events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	name := html.EscapeString(event.QueryStringParameters["name"])
	// ok: go-lambda-html-from-event
	return events.APIGatewayProxyResponse{StatusCode: 200, Headers: map[string]string{"Content-Type": "text/html"}, Body: "<h1>" + name + "</h1>"}, nil
}

func uploaded(ctx context.Context, event events.S3Event) error {
	for _, record := range event.Records {
		// ruleid: go-command-from-request
		exec.Command("sh", "-c", "convert "+record.S3.Object.Key).Run()
	}
	return nil
}
