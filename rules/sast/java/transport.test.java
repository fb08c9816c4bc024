import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.security.cert.X509Certificate;
import java.util.Properties;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;

class Blind implements X509TrustManager {
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    // ruleid: java-tls-trust-all
    public void checkServerTrusted(X509Certificate[] chain, String type) {}
}

class Careful implements X509TrustManager {
    // ok: java-tls-trust-all
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        inner.checkServerTrusted(chain, type);
    }
}

class Transport {
    void inline() {
        Object manager = new X509TrustManager() {
            // ruleid: java-tls-trust-all
            public void checkServerTrusted(X509Certificate[] chain, String type) {}
        };
    }

    void names() {
        // ruleid: java-tls-hostname-unchecked
        HostnameVerifier any = (host, session) -> true;
        // ok: java-tls-hostname-unchecked
        HostnameVerifier one = (host, session) -> host.equals("db.internal");
    }

    void protocols() throws Exception {
        // ruleid: java-tls-old-protocol
        SSLContext.getInstance("SSLv3");
        // ok: java-tls-old-protocol
        SSLContext.getInstance("TLSv1.3");
    }

    void calls() throws Exception {
        // ruleid: java-plain-http-call
        new URL("http://orders.internal.net/list").openStream();
        // ok: java-plain-http-call
        new URL("https://orders.internal.net/list").openStream();
        // ok: java-plain-http-call
        new URL("http://localhost:8080/").openStream();
        // ruleid: java-socket-unencrypted
        new ServerSocket(9000);
        // ok: java-socket-unencrypted
        factory.createServerSocket(9000);
        // ruleid: java-ftp-client
        new FTPClient();
        // ok: java-ftp-client
        new FTPSClient();
    }

    void settings(Properties settings) {
        // ruleid: java-ssh-host-key-off
        settings.put("StrictHostKeyChecking", "no");
        // ok: java-ssh-host-key-off
        settings.put("StrictHostKeyChecking", "yes");
        // ruleid: java-smtp-tls-off
        settings.put("mail.smtp.starttls.enable", "false");
        // ok: java-smtp-tls-off
        settings.put("mail.smtp.starttls.enable", "true");
    }
}
