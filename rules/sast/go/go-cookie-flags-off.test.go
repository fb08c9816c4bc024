package login

import "net/http"

// ruleid: go-cookie-flags-off
var a = http.Cookie{Name: "session", Value: "x", Secure: false}
// ok: go-cookie-flags-off
var b = http.Cookie{Name: "session", Value: "x", Secure: true, HttpOnly: true}
// ok: go-cookie-flags-off
// http.Cookie{Secure: false}
