def find(cur, name, age):
    # ruleid: python-sql-value-in-text
    cur.execute(f"SELECT * FROM users WHERE name = '{name}'")
    # ruleid: python-sql-value-in-text
    cur.execute("SELECT * FROM users WHERE name = '" + name + "'")
    # ruleid: python-sql-value-in-text
    cur.execute("DELETE FROM users WHERE age > %d" % age)
    # ruleid: python-sql-value-in-text
    cur.execute("INSERT INTO users VALUES ('{}')".format(name))
    # ok: python-sql-value-in-text
    cur.execute("SELECT * FROM users WHERE name = %s", (name,))
    # ok: python-sql-value-in-text
    cur.execute("SELECT * FROM users WHERE name = ?", [name])
    # ok: python-sql-value-in-text
    cur.execute("SELECT 1 WHERE a = %s AND b = %s", [name, age])
    # ok: python-sql-value-in-text
    # cur.execute(f"SELECT * FROM users WHERE name = '{name}'")
