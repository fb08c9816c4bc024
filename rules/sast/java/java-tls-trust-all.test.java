import javax.net.ssl.X509TrustManager;

class Open implements X509TrustManager {
    // ruleid: java-tls-trust-all
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    }
}

class Closed implements X509TrustManager {
    // ok: java-tls-trust-all
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        inner.checkServerTrusted(chain, type);
    }
    // ok: java-tls-trust-all
    // TrustAllStrategy.INSTANCE would accept all
}
