async function find(db, name) {
  // ruleid: javascript-sql-built
  await db.query("SELECT * FROM users WHERE name = '" + name + "'");
  // ruleid: javascript-sql-built
  await db.query(`SELECT * FROM users WHERE name = '${name}'`);
  // ruleid: javascript-sql-built
  await db.raw('DELETE FROM users WHERE name LIKE \'' + name + '\'');
  // ok: javascript-sql-built
  await db.query('SELECT * FROM users WHERE name = ?', [name]);
  // ok: javascript-sql-built
  await db.query(`SELECT * FROM users WHERE name = $1`, [name]);
  // ok: javascript-sql-built
  await db.$queryRaw`SELECT * FROM users WHERE name = ${name}`;
  // ok: javascript-sql-built
  // db.query(`SELECT * FROM users WHERE name = '${name}'`)
}
