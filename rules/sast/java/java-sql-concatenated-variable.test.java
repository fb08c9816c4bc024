class Users {
    String[] texts(String name) {
        // ruleid: java-sql-concatenated-variable
        String sql = "SELECT * FROM users WHERE name = '" + name + "'";
        // ruleid: java-sql-concatenated-variable
        String updateQuery = "UPDATE users SET name='" + name + "' WHERE id = 1";
        // ruleid: java-sql-concatenated-variable
        String sqlCall = "{call " + name + "}";
        // ok: java-sql-concatenated-variable
        String plainSql = "SELECT * FROM users WHERE name = ?";
        // ok: java-sql-concatenated-variable
        String label = "select a name = '" + name + "'";
        return new String[] {sql, updateQuery, plainSql, label, sqlCall};
    }
}
