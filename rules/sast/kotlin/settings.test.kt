package shop

class TrustEverybody : X509TrustManager {
    // ruleid: kotlin-tls-trust-all
    override fun checkServerTrusted(chain: Array<X509Certificate>, authType: String) {}
}

class TrustSome : X509TrustManager {
    // ok: kotlin-tls-trust-all
    override fun checkServerTrusted(chain: Array<X509Certificate>, authType: String) {
        base.checkServerTrusted(chain, authType)
    }
}

fun crypto(data: ByteArray, password: String) {
    // ruleid: kotlin-tls-old-version
    SSLContext.getInstance("TLSv1")
    // ok: kotlin-tls-old-version
    SSLContext.getInstance("TLSv1.3")
    // ruleid: kotlin-cipher-weak
    Cipher.getInstance("AES/ECB/PKCS5Padding")
    // ok: kotlin-cipher-weak
    Cipher.getInstance("AES/GCM/NoPadding")
    // ruleid: kotlin-hash-weak
    MessageDigest.getInstance("MD5")
    // ok: kotlin-hash-weak
    MessageDigest.getInstance("SHA-256")
    // ruleid: kotlin-cipher-key-literal
    SecretKeySpec("0123456789abcdef".toByteArray(), "AES")
    // ok: kotlin-cipher-key-literal
    SecretKeySpec(System.getenv("KEY").toByteArray(), "AES")
    // ruleid: kotlin-random-for-secret
    val token = Random.nextInt(1000000).toString()
    // ok: kotlin-random-for-secret
    val color = Random.nextInt(255)
    // ruleid: kotlin-secure-random-seeded
    val r = SecureRandom("seed".toByteArray())
    // ok: kotlin-secure-random-seeded
    val s = SecureRandom()
    // ruleid: kotlin-password-hash-fast
    val stored = MessageDigest.getInstance("SHA-256").digest(password.toByteArray())
    // ok: kotlin-password-hash-fast
    val digest = MessageDigest.getInstance("SHA-256").digest(data)
    // ruleid: kotlin-rsa-key-short
    val g = KeyPairGenerator.getInstance("RSA")
    g.initialize(1024)
    // ok: kotlin-rsa-key-short
    val h = KeyPairGenerator.getInstance("RSA")
    h.initialize(3072)
    // ruleid: kotlin-xml-external-entities
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(input)
    // ok: kotlin-xml-external-entities
    factory.newDocumentBuilder().parse(input)
}

fun Application.module() {
    // ruleid: kotlin-cors-any-origin-credentials
    install(CORS) {
        // ruleid: kotlin-cors-any-host
        anyHost()
        allowCredentials = true
    }
    // ok: kotlin-cors-any-origin-credentials
    install(CORS) {
        // ok: kotlin-cors-any-host
        allowHost("example.org")
        allowCredentials = true
    }
    install(Sessions) {
        // ruleid: kotlin-session-cookie-unsigned
        cookie<Login>("login") {
            // ruleid: kotlin-cookie-flags-off
            cookie.httpOnly = false
        }
        // ok: kotlin-session-cookie-unsigned
        cookie<Cart>("cart") {
            // ok: kotlin-cookie-flags-off
            cookie.httpOnly = true
            transform(SessionTransportTransformerMessageAuthentication(key))
        }
    }
    routing {
        get("/item") {
            // ruleid: kotlin-not-null-of-request
            val id = call.parameters["id"]!!
            // ok: kotlin-not-null-of-request
            val name = call.parameters["name"] ?: return@get
        }
    }
}

fun security(http: HttpSecurity) {
    // ruleid: kotlin-csrf-off
    http.csrf().disable()
    // ok: kotlin-csrf-off
    http.cors().disable()
    // ruleid: kotlin-secret-literal
    DriverManager.getConnection(url, "shop", "summer2019")
    // ok: kotlin-secret-literal
    DriverManager.getConnection(url, "shop", System.getenv("DB_PASSWORD"))
    // ruleid: kotlin-plain-http-call
    URL("http://rates.internal.shop/today").readText()
    // ok: kotlin-plain-http-call
    URL("https://rates.internal.shop/today").readText()
}

fun mistakes(a: Int, b: Int) {
    try {
        work()
        // ruleid: kotlin-exception-swallowed
    } catch (e: Exception) {}
    try {
        work()
        // ok: kotlin-exception-swallowed
    } catch (e: Exception) { report(e) }
    // ruleid: kotlin-same-operands
    val same = a == a
    // ok: kotlin-same-operands
    val other = a == b
}

suspend fun poll() {
    // ruleid: kotlin-cancellation-swallowed
    try {
        delay(1000)
        work()
    } catch (e: Exception) {
        report(e)
    }
    // ruleid: kotlin-run-blocking-in-suspend
    Thread.sleep(1000)
}

suspend fun poll_well() {
    // ok: kotlin-cancellation-swallowed
    try {
        delay(1000)
        work()
    } catch (e: Exception) {
        report(e)
        throw e
    }
    // ok: kotlin-run-blocking-in-suspend
    delay(1000)
}

suspend fun fails(call: ApplicationCall, e: Throwable) {
    // ruleid: kotlin-error-details-shown
    call.respondText(e.stackTraceToString())
    // ok: kotlin-error-details-shown
    call.respondText("failed")
}
