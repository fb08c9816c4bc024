import java.security.MessageDigest;

class Sum {
    void sum() throws Exception {
        // ruleid: java-hash-md5-sha1
        MessageDigest a = MessageDigest.getInstance("MD5");
        // ruleid: java-hash-md5-sha1
        MessageDigest b = MessageDigest.getInstance("SHA-1");
        // ok: java-hash-md5-sha1
        MessageDigest c = MessageDigest.getInstance("SHA-256");
        // ok: java-hash-md5-sha1
        String text = "MessageDigest.getInstance(\"MD5\")";
    }
}
