import javax.net.ssl.SSLContext;

class Net {
    void make() throws Exception {
        // ruleid: java-tls-old-protocol
        SSLContext a = SSLContext.getInstance("SSL");
        // ruleid: java-tls-old-protocol
        SSLContext b = SSLContext.getInstance("TLSv1.1");
        // ok: java-tls-old-protocol
        SSLContext c = SSLContext.getInstance("TLSv1.2");
        // ok: java-tls-old-protocol
        SSLContext d = SSLContext.getInstance("TLS");
    }
}
