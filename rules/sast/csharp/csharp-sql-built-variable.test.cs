class Users
{
    string[] Texts(string name)
    {
        // ruleid: csharp-sql-built-variable
        var query = "SELECT * FROM users WHERE name = '" + name + "'";
        // ruleid: csharp-sql-built-variable
        string sql = $"SELECT * FROM users WHERE name = '{name}'";
        // ok: csharp-sql-built-variable
        var plainSql = "SELECT * FROM users WHERE name = @name";
        // ok: csharp-sql-built-variable
        var label = $"select a name = '{name}'";
        return new[] { query, sql, plainSql, label };
    }
}
