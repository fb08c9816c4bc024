package users

import "fmt"

func texts(name string) []string {
	// ruleid: go-sql-sprintf-variable
	query := fmt.Sprintf("SELECT * FROM users WHERE name = '%s'", name)
	// ruleid: go-sql-sprintf-variable
	sqlText := "SELECT * FROM users WHERE name = '" + name + "'"
 	// ok: go-sql-sprintf-variable
 	safeQuery := "SELECT * FROM users WHERE name = $1"
 	// ok: go-sql-sprintf-variable
 	label := fmt.Sprintf("select a name = '%s'", name)
	return []string{query, sqlText, safeQuery, label}
}
