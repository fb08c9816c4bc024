def dump(cur, table, tail, uid):
    # ruleid: python-sql-built-text
    cur.execute(f"SELECT * FROM {table}")
    # ruleid: python-sql-built-text
    cur.execute("SELECT id FROM users " + tail)
    # ruleid: python-sql-built-text
    cur.execute("SELECT id FROM %s" % table)
    # ok: python-sql-built-text
    cur.execute("SELECT id FROM users WHERE id = %s", (uid,))
    # ok: python-sql-built-text
    cur.execute(tail)
    # the next one is for python-sql-value-in-text
    # ok: python-sql-built-text
    cur.execute(f"SELECT * FROM users WHERE id = {uid}")
