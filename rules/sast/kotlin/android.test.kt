package shop

class PageActivity : AppCompatActivity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        // ruleid: kotlin-android-webview-javascript-interface
        view.addJavascriptInterface(Bridge(), "bridge")
        // ok: kotlin-android-webview-javascript-interface
        view.removeJavascriptInterface("bridge")
        // ruleid: kotlin-android-webview-file-access
        view.settings.allowUniversalAccessFromFileURLs = true
        // ok: kotlin-android-webview-file-access
        view.settings.allowUniversalAccessFromFileURLs = false
        // ruleid: kotlin-android-webview-debugging
        WebView.setWebContentsDebuggingEnabled(true)
        if (BuildConfig.DEBUG) {
            // ok: kotlin-android-webview-debugging
            WebView.setWebContentsDebuggingEnabled(true)
        }
        val address = intent.getStringExtra("address")
        // ruleid: kotlin-android-webview-from-intent
        view.loadUrl(address)
        // ok: kotlin-android-webview-from-intent
        view.loadUrl("https://example.org/")
        val next = intent.getParcelableExtra<Intent>("next")
        // ruleid: kotlin-android-intent-redirected
        startActivity(next)
        // ok: kotlin-android-intent-redirected
        startActivity(Intent(this, HomeActivity::class.java))
    }

    fun search(name: String) {
        // ruleid: kotlin-android-sql-built
        database.rawQuery("SELECT * FROM users WHERE name = '$name'", null)
        // ok: kotlin-android-sql-built
        database.rawQuery("SELECT * FROM users WHERE name = ?", arrayOf(name))
        // ruleid: kotlin-android-world-readable
        openFileOutput("list", Context.MODE_WORLD_READABLE)
        // ok: kotlin-android-world-readable
        openFileOutput("list", Context.MODE_PRIVATE)
        // ruleid: kotlin-android-secret-in-preferences
        editor.putString("password", password)
        // ok: kotlin-android-secret-in-preferences
        editor.putString("theme", theme)
        // ruleid: kotlin-android-pending-intent-mutable
        PendingIntent.getActivity(this, 0, Intent(), PendingIntent.FLAG_MUTABLE)
        // ok: kotlin-android-pending-intent-mutable
        PendingIntent.getActivity(this, 0, Intent(), PendingIntent.FLAG_IMMUTABLE)
        // ruleid: kotlin-android-receiver-exported
        ContextCompat.registerReceiver(this, receiver, filter, ContextCompat.RECEIVER_EXPORTED)
        // ok: kotlin-android-receiver-exported
        ContextCompat.registerReceiver(this, receiver, filter, ContextCompat.RECEIVER_NOT_EXPORTED)
        // ruleid: kotlin-android-clipboard-secret
        val clip = ClipData.newPlainText("password", user.password)
        // ok: kotlin-android-clipboard-secret
        val other = ClipData.newPlainText("name", user.name)
        // ruleid: kotlin-android-log-secret
        Log.d("login", "password is $password")
        // ok: kotlin-android-log-secret
        Log.d("login", "name is $name")
    }
}

class Client : WebViewClient() {
    // ruleid: kotlin-android-webview-ssl-errors
    override fun onReceivedSslError(view: WebView, handler: SslErrorHandler, error: SslError) {
        handler.proceed()
    }
}

class Careful : WebViewClient() {
    // ok: kotlin-android-webview-ssl-errors
    override fun onReceivedSslError(view: WebView, handler: SslErrorHandler, error: SslError) {
        handler.cancel()
    }
}
