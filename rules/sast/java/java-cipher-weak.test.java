import javax.crypto.Cipher;

class Crypt {
    void make() throws Exception {
        // ruleid: java-cipher-weak
        Cipher a = Cipher.getInstance("DES/CBC/PKCS5Padding");
        // ruleid: java-cipher-weak
        Cipher b = Cipher.getInstance("RC4");
        // ok: java-cipher-weak
        Cipher c = Cipher.getInstance("AES/GCM/NoPadding");
        // ok: java-cipher-weak
        // Cipher.getInstance("DES")
    }
}
