def find(name):
    # ruleid: python-sql-query-variable
    query = f"SELECT * FROM users WHERE name = '{name}'"
    # ruleid: python-sql-query-variable
    sql = "SELECT * FROM users WHERE name = '" + name + "'"
    # ok: python-sql-query-variable
    query_ok = "SELECT * FROM users WHERE name = %s"
    # ok: python-sql-query-variable
    label = f"select one from the list = '{name}'"
    return query, sql, query_ok, label
