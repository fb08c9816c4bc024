import javax.crypto.Cipher;

class Crypt {
    void make() throws Exception {
        // ruleid: java-cipher-ecb-mode
        Cipher a = Cipher.getInstance("AES/ECB/PKCS5Padding");
        // ruleid: java-cipher-ecb-mode
        Cipher b = Cipher.getInstance("AES");
        // ok: java-cipher-ecb-mode
        Cipher c = Cipher.getInstance("AES/GCM/NoPadding");
        // ok: java-cipher-ecb-mode
        Cipher d = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    }
}
