package shop

import java.io.File
import java.net.URL

fun Route.users() {
    get("/users") {
        val name = call.parameters["name"]
        // ruleid: kotlin-sql-from-request
        statement.executeQuery("SELECT * FROM users WHERE name = '$name'")
        // ruleid: kotlin-sql-from-request
        connection.prepareStatement("SELECT * FROM users WHERE name = '" + call.request.queryParameters["name"] + "'")
        // ok: kotlin-sql-from-request
        connection.prepareStatement("SELECT * FROM users WHERE name = ?")
        val id = call.parameters["id"]!!.toInt()
        // ok: kotlin-sql-from-request
        statement.executeQuery("SELECT * FROM users WHERE id = $id")
        // ruleid: kotlin-command-from-request
        Runtime.getRuntime().exec("ping -c 1 $name")
        // ok: kotlin-command-from-request
        Runtime.getRuntime().exec("uptime")
        // ruleid: kotlin-path-from-request
        call.respondBytes(File("/srv/files/$name").readBytes())
        // ok: kotlin-path-from-request
        call.respondBytes(File("/srv/files/list").readBytes())
        // ruleid: kotlin-ssrf-from-request
        val body = URL(name).readText()
        // ok: kotlin-ssrf-from-request
        val found = URL("https://example.org/search?q=$name").readText()
        // ruleid: kotlin-xss-from-request
        call.respondText("<p>Hello $name</p>", ContentType.Text.Html)
        // ok: kotlin-xss-from-request
        call.respondText("<p>Hello ${name.escapeHTML()}</p>", ContentType.Text.Html)
        // ruleid: kotlin-open-redirect-request
        call.respondRedirect(name)
        // ok: kotlin-open-redirect-request
        call.respondRedirect("/users/$name")
        // ruleid: kotlin-log-from-request
        logger.info("login of $name")
        // ok: kotlin-log-from-request
        logger.info("login of $id")
    }
}

@RestController
class Users {
    @GetMapping("/find")
    fun find(@RequestParam name: String, @RequestParam id: Int): List<User> {
        // ruleid: kotlin-sql-from-request
        val all = jdbcTemplate.queryForList("SELECT * FROM users WHERE name = '$name'")
        // ok: kotlin-sql-from-request
        val one = jdbcTemplate.queryForList("SELECT * FROM users WHERE id = $id")
        // ruleid: kotlin-code-from-request
        val value = parser.parseExpression(name).getValue()
        // ok: kotlin-code-from-request
        val fixed = parser.parseExpression("1 + 1").getValue()
        // ruleid: kotlin-ldap-from-request
        ldapTemplate.search("dc=example", "(uid=$name)", mapper)
        // ok: kotlin-ldap-from-request
        ldapTemplate.search("dc=example", "(objectclass=person)", mapper)
        return all
    }

    fun cart(request: HttpServletRequest): Any {
        // ruleid: kotlin-deserialize-from-request
        val cart = ObjectInputStream(request.getInputStream()).readObject()
        // ok: kotlin-deserialize-from-request
        val other = ObjectInputStream(FileInputStream("cart.bin")).readObject()
        return cart
    }
}
