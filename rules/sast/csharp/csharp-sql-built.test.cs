class Users
{
    void Find(SqlConnection con, SqlCommand cmd, string name)
    {
        // ruleid: csharp-sql-built
        var a = new SqlCommand("SELECT * FROM users WHERE name = '" + name + "'", con);
        // ruleid: csharp-sql-built
        cmd.CommandText = $"SELECT * FROM users WHERE name = '{name}'";
        // ok: csharp-sql-built
        var b = new SqlCommand("SELECT * FROM users WHERE name = @name", con);
        // ok: csharp-sql-built
        cmd.CommandText = "SELECT * FROM users";
        // ok: csharp-sql-built
        // cmd.CommandText = $"SELECT * FROM users WHERE name = '{name}'";
    }
}
