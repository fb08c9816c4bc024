package app.web;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.ObjectInputStream;
import java.net.URL;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import javax.naming.InitialContext;
import javax.naming.directory.DirContext;
import javax.script.ScriptEngine;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import javax.xml.xpath.XPath;
import org.slf4j.Logger;

class Queries {
    void direct(HttpServletRequest request, Statement statement, Connection connection) throws Exception {
        String name = request.getParameter("name");
        String sql = "SELECT * FROM users WHERE name = '" + name + "'";
        // ruleid: java-sql-from-request
        statement.executeQuery(sql);
        // ruleid: java-sql-from-request
        connection.prepareStatement("SELECT * FROM users ORDER BY " + name);
        // ok: java-sql-from-request
        PreparedStatement bound = connection.prepareStatement("SELECT * FROM users WHERE name = ?");
        bound.setString(1, name);
        // ok: java-sql-from-request
        bound.executeQuery();
        int id = Integer.parseInt(request.getParameter("id"));
        // ok: java-sql-from-request
        statement.executeQuery("SELECT * FROM users WHERE id = " + id);
    }

    void collected(HttpServletRequest request, JdbcTemplate jdbc) {
        StringBuilder text = new StringBuilder("DELETE FROM t WHERE k = '");
        text.append(request.getHeader("X-Key"));
        // ruleid: java-sql-from-request
        jdbc.update(text.toString());
        // ok: java-sql-from-request
        jdbc.update("DELETE FROM t WHERE k = ?", request.getHeader("X-Key"));
    }

    void wrapped(HttpServletRequest request, Statement statement) throws Exception {
        RequestView view = new RequestView(request);
        // ruleid: java-sql-from-request
        statement.execute("DROP TABLE " + view.getOneParameter("table"));
        // ok: java-sql-from-request
        statement.execute("DROP TABLE " + view.getSchema());
    }

    @GetMapping("/find")
    Object annotated(@RequestParam("q") String q, @PathVariable("id") long id, JdbcTemplate jdbc) {
        // ok: java-sql-from-request
        jdbc.queryForObject("SELECT a FROM b WHERE id = " + id, String.class);
        // ruleid: java-sql-from-request
        return jdbc.queryForObject("SELECT a FROM b WHERE c = '" + q + "'", String.class);
    }

    public String handleRequest(Event event, Context context) throws Exception {
        Statement statement = Pool.get().createStatement();
        // ruleid: java-sql-from-request
        statement.executeQuery("SELECT * FROM t WHERE id = '" + event.getId() + "'");
        return "";
    }

    Object objects(HttpServletRequest request, EntityManager manager) {
        // ok: java-query-language-from-request
        manager.createQuery("from User u where u.name = :n").setParameter("n", request.getParameter("n"));
        // ruleid: java-query-language-from-request
        return manager.createQuery("from User u where u.name = '" + request.getParameter("n") + "'");
    }

    void mongo(HttpServletRequest request, MongoCollection<Document> users) {
        // ruleid: java-nosql-from-request
        users.find(Document.parse(request.getParameter("filter")));
        // ok: java-nosql-from-request
        users.find(Filters.eq("name", request.getParameter("name")));
    }

    void ldap(HttpServletRequest request, DirContext context) throws Exception {
        String uid = request.getParameter("uid");
        // ruleid: java-ldap-from-request
        context.search("ou=people", "(uid=" + uid + ")", null);
        // ok: java-ldap-from-request
        context.search("ou=people", "(uid={0})", new Object[] {uid}, null);
        // ok: java-ldap-from-request
        context.search("ou=people", "(uid=" + LdapEncoder.filterEncode(uid) + ")", null);
    }

    void xpath(HttpServletRequest request, XPath xpath, Object document) throws Exception {
        String user = request.getParameter("user");
        // ruleid: java-xpath-from-request
        xpath.evaluate("/users/user[@name='" + user + "']", document);
        // ok: java-xpath-from-request
        xpath.evaluate("/users/user[@name=$name]", document);
    }

    void connect(HttpServletRequest request) throws Exception {
        // ruleid: java-connection-from-request
        DriverManager.getConnection(request.getParameter("url"));
        // ok: java-connection-from-request
        DriverManager.getConnection("jdbc:postgresql://db/app", request.getParameter("user"), "");
    }
}

class Commands {
    void run(HttpServletRequest request) throws Exception {
        String host = request.getParameter("host");
        // ruleid: java-command-from-request
        Runtime.getRuntime().exec("ping " + host);
        // ruleid: java-command-from-request
        new ProcessBuilder("sh", "-c", "ping " + host).start();
        // ok: java-command-from-request
        new ProcessBuilder("uptime").start();
        int port = Integer.parseInt(request.getParameter("port"));
        // ok: java-command-from-request
        Runtime.getRuntime().exec("netstat " + port);
    }

    void evaluate(HttpServletRequest request, ScriptEngine engine) throws Exception {
        // ruleid: java-script-engine-eval
        engine.eval(request.getParameter("formula"));
        // ok: java-script-engine-eval
        engine.eval("1 + 1");
    }

    void template(HttpServletRequest request, VelocityEngine engine, Object model, Object out) {
        // ruleid: java-template-from-request
        engine.evaluate(model, out, "page", request.getParameter("text"));
        // ok: java-template-from-request
        engine.evaluate(model, out, "page", "Hello $name");
    }

    void read(HttpServletRequest request, ObjectMapper mapper) throws Exception {
        // ruleid: java-deserialize-from-request
        new ObjectInputStream(request.getInputStream()).readObject();
        // ok: java-deserialize-from-request
        mapper.readValue(request.getInputStream(), Order.class);
    }

    void lookup(HttpServletRequest request) throws Exception {
        InitialContext context = new InitialContext();
        // ruleid: java-jndi-lookup-from-request
        context.lookup(request.getParameter("name"));
        // ok: java-jndi-lookup-from-request
        context.lookup("java:comp/env/jdbc/main");
    }

    void reflect(HttpServletRequest request) throws Exception {
        // ruleid: java-reflection-from-request
        Class.forName(request.getParameter("type"));
        // ok: java-reflection-from-request
        Class.forName("app.Shape");
    }

    void expression(HttpServletRequest request) {
        // ruleid: java-regex-from-request
        Pattern.compile(request.getParameter("find"));
        // ok: java-regex-from-request
        Pattern.compile(Pattern.quote(request.getParameter("find")));
    }
}

class Pages {
    private static final Logger log = LoggerFactory.getLogger(Pages.class);

    void write(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String name = request.getParameter("name");
        // ruleid: java-xss-parameter-written
        response.getWriter().println("<p>Hello " + name + "</p>");
        // ok: java-xss-parameter-written
        response.getWriter().println("<p>Hello " + Encode.forHtml(name) + "</p>");
        String safe = HtmlUtils.htmlEscape(name);
        // ok: java-xss-parameter-written
        response.getWriter().println(safe);
        // ok: java-xss-parameter-written
        response.getWriter().println(name.length());
    }

    void redirect(HttpServletRequest request, HttpServletResponse response) throws Exception {
        // ruleid: java-open-redirect-request
        response.sendRedirect(request.getParameter("next"));
        // ok: java-open-redirect-request
        response.sendRedirect("/home");
    }

    void forward(HttpServletRequest request, HttpServletResponse response) throws Exception {
        // ruleid: java-forward-from-request
        request.getRequestDispatcher("/WEB-INF/" + request.getParameter("page")).forward(request, response);
        // ok: java-forward-from-request
        request.getRequestDispatcher("/WEB-INF/home.jsp").forward(request, response);
    }

    void header(HttpServletRequest request, HttpServletResponse response) throws Exception {
        // ruleid: java-header-from-request
        response.setHeader("X-Title", request.getParameter("title"));
        // ok: java-header-from-request
        response.setHeader("X-Title", URLEncoder.encode(request.getParameter("title"), "UTF-8"));
    }

    void session(HttpServletRequest request, HttpSession session) {
        // ruleid: java-trust-boundary-session
        session.setAttribute("role", request.getParameter("role"));
        // ok: java-trust-boundary-session
        session.setAttribute("seen", true);
    }

    void fetch(HttpServletRequest request, RestTemplate client) throws Exception {
        // ruleid: java-ssrf-request-url
        new URL(request.getParameter("image")).openStream();
        // ruleid: java-ssrf-request-url
        client.getForObject(request.getParameter("feed"), String.class);
        // ok: java-ssrf-request-url
        new URL("https://example.org/feed").openStream();
    }

    void note(HttpServletRequest request) {
        // ruleid: java-log-from-request
        log.info("login of {}", request.getParameter("user"));
        // ok: java-log-from-request
        log.info("login of {}", request.getParameter("user").replaceAll("[\r\n]", "_"));
    }

    void reserve(HttpServletRequest request) {
        int n = Integer.parseInt(request.getParameter("n"));
        // ruleid: java-allocation-from-request
        byte[] all = new byte[n];
        // ok: java-allocation-from-request
        byte[] some = new byte[Math.min(n, 4096)];
    }
}

@RestController
class Greeting {
    @GetMapping("/hello")
    String hello(@RequestParam("name") String name) {
        // ruleid: java-xss-body-returned
        return "Hello " + name;
    }

    @GetMapping("/bye")
    String bye(@RequestParam("name") String name) {
        // ok: java-xss-body-returned
        return "Bye " + HtmlUtils.htmlEscape(name);
    }
}

class Files {
    void open(HttpServletRequest request) throws Exception {
        String name = request.getParameter("file");
        // ruleid: java-path-from-request
        new FileInputStream("/srv/files/" + name);
        // ruleid: java-path-from-request
        Paths.get("/srv/files", name);
        // ok: java-path-from-request
        new FileInputStream("/srv/files/" + FilenameUtils.getName(name));
        // ok: java-path-from-request
        new FileInputStream("/srv/files/list.txt");
    }

    void upload(MultipartFile upload) throws Exception {
        // ruleid: java-upload-name-used
        File target = new File("/srv/uploads/" + upload.getOriginalFilename());
        // ok: java-upload-name-used
        File other = new File("/srv/uploads/" + UUID.randomUUID());
    }

    void unpack(ZipEntry entry, File folder) throws Exception {
        // ruleid: java-zip-slip
        File target = new File(folder, entry.getName());
    }

    void unpackChecked(ZipEntry entry, Path folder) throws Exception {
        // ok: java-zip-slip
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("outside");
        }
    }

    byte[] hash(String password, MessageDigest digest) throws Exception {
        // ruleid: java-password-hashed-fast
        return digest.digest(password.getBytes());
    }

    byte[] sum(byte[] content, MessageDigest digest) throws Exception {
        // ok: java-password-hashed-fast
        return digest.digest(content);
    }
}
