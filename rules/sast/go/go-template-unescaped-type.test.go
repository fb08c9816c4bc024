package page

import (
	"fmt"
	"html/template"
)

func page(name string) {
	// ruleid: go-template-unescaped-type
	a := template.HTML("<b>" + name + "</b>")
	// ruleid: go-template-unescaped-type
	b := template.HTML(fmt.Sprintf("<b>%s</b>", name))
	// ok: go-template-unescaped-type
	c := template.HTML("<b>new</b>")
	// ok: go-template-unescaped-type
	d := template.HTML("<b>" + template.HTMLEscapeString(name) + "</b>")
	_, _, _, _ = a, b, c, d
}
