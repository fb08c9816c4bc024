class Client {
    void set(HttpsURLConnection c) {
        // ruleid: java-tls-hostname-unchecked
        c.setHostnameVerifier((host, session) -> true);
        // ruleid: java-tls-hostname-unchecked
        c.setHostnameVerifier(NoopHostnameVerifier.INSTANCE);
        // ok: java-tls-hostname-unchecked
        c.setHostnameVerifier(new DefaultHostnameVerifier());
    }

    // ruleid: java-tls-hostname-unchecked
    public boolean verify(String host, SSLSession session) {
        return true;
    }

    // ok: java-tls-hostname-unchecked
    public boolean verify(String text, Key key) {
        return true;
    }
}
