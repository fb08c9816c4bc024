function find(name) {
  // ruleid: javascript-sql-built-variable
  const query = "SELECT * FROM users WHERE name = '" + name + "'";
  // ruleid: javascript-sql-built-variable
  const sql = `SELECT * FROM users WHERE name = '${name}'`;
  // ok: javascript-sql-built-variable
  const safeQuery = 'SELECT * FROM users WHERE name = ?';
  // ok: javascript-sql-built-variable
  const query2 = sqlTag`SELECT * FROM users WHERE name = ${name}`;
  return [query, sql, safeQuery, query2];
}
