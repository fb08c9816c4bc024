import java.sql.Connection;
import java.sql.Statement;
import javax.naming.directory.DirContext;
import javax.xml.xpath.XPath;

public class Repository {
    public void find(String name, int id, Statement statement, Connection connection) throws Exception {
        // ruleid: java-sql-concatenated
        statement.executeQuery("SELECT * FROM t WHERE name = '" + name + "'");
        // ok: java-sql-concatenated
        statement.executeQuery("SELECT * FROM t WHERE id = " + id);
        // ok: java-sql-concatenated
        connection.prepareStatement("SELECT * FROM t WHERE name = ?").setString(1, name);
    }

    private void own(String table, Statement statement) throws Exception {
        // ok: java-sql-concatenated
        statement.executeQuery("SELECT * FROM " + table);
    }

    public void run(String file) throws Exception {
        // ruleid: java-command-built
        Runtime.getRuntime().exec("convert " + file);
        // ok: java-command-built
        new ProcessBuilder("convert", file).start();
    }

    public void look(String uid, DirContext context) throws Exception {
        // ruleid: java-ldap-filter-built
        context.search("ou=people", "(uid=" + uid + ")", null);
        // ok: java-ldap-filter-built
        context.search("ou=people", "(uid=" + Filters.escape(uid) + ")", null);
    }

    public void select(String user, XPath xpath, Object document) throws Exception {
        // ruleid: java-xpath-built
        xpath.evaluate("//user[@name='" + user + "']", document);
        // ok: java-xpath-built
        xpath.evaluate("//user", document);
    }
}
