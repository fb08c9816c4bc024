import java.sql.*;

class Users {
    ResultSet find(Connection con, Statement st, String name) throws SQLException {
        // ruleid: java-sql-concatenated
        st.executeQuery("SELECT * FROM users WHERE name = '" + name + "'");
        // ruleid: java-sql-concatenated
        st.execute(String.format("DELETE FROM users WHERE name = '%s'", name));
        // ruleid: java-sql-concatenated
        con.prepareStatement("SELECT * FROM users WHERE name = '" + name + "'");
        // ok: java-sql-concatenated
        PreparedStatement ps = con.prepareStatement("SELECT * FROM users WHERE name = ?");
        // ok: java-sql-concatenated
        st.executeQuery("SELECT * FROM users " + "WHERE active = 1");
        // ok: java-sql-concatenated
        // st.executeQuery("SELECT * FROM users WHERE name = '" + name + "'");
        return ps.executeQuery();
    }
}
