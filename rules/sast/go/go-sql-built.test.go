package users

import (
	"database/sql"
	"fmt"
)

func find(db *sql.DB, name string) {
	// ruleid: go-sql-built
	db.Query("SELECT * FROM users WHERE name = '" + name + "'")
	// ruleid: go-sql-built
	db.Exec(fmt.Sprintf("DELETE FROM users WHERE name = '%s'", name))
 	// ok: go-sql-built
 	db.Query("SELECT * FROM users WHERE name = $1", name)
 	// ok: go-sql-built
 	db.Exec(fmt.Sprintf("DELETE FROM users WHERE id = %d", 7))
 	// ok: go-sql-built
 	// db.Query("SELECT * FROM users WHERE name = '" + name + "'")
}
