import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

class Cryptography {
    private static final String MODE = "AES/ECB/PKCS5Padding";

    void ciphers() throws Exception {
        // ruleid: java-cipher-weak
        Cipher.getInstance("DES/CBC/PKCS5Padding");
        // ruleid: java-cipher-weak
        KeyGenerator.getInstance("RC4");
        // ok: java-cipher-weak, java-cipher-ecb-mode, java-cipher-unauthenticated
        Cipher.getInstance("AES/GCM/NoPadding");
        // ruleid: java-cipher-ecb-mode
        Cipher.getInstance(MODE);
        // ruleid: java-cipher-ecb-mode
        Cipher.getInstance("AES");
        // ruleid: java-cipher-unauthenticated
        Cipher.getInstance("AES/CBC/PKCS5Padding");
        // ruleid: java-cipher-null
        Cipher none = new NullCipher();
        // ok: java-cipher-null
        Cipher some = Cipher.getInstance("ChaCha20-Poly1305");
        // ruleid: java-rsa-no-padding
        Cipher.getInstance("RSA/ECB/NoPadding");
        // ok: java-rsa-no-padding
        Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    }

    void keys() throws Exception {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
        // ruleid: java-rsa-key-short
        pairs.initialize(1024);
        KeyPairGenerator longer = KeyPairGenerator.getInstance("RSA");
        // ok: java-rsa-key-short
        longer.initialize(3072);
        KeyGenerator small = KeyGenerator.getInstance("AES");
        // ruleid: java-aes-key-short
        small.init(64);
        KeyGenerator large = KeyGenerator.getInstance("AES");
        // ok: java-aes-key-short
        large.init(256);
    }

    void literals(byte[] stored) throws Exception {
        // ruleid: java-crypto-key-literal
        new SecretKeySpec("0123456789abcdef".getBytes(), "AES");
        byte[] vector = {1, 2, 3, 4, 5, 6, 7, 8};
        byte[] text = "abcdefgh".getBytes();
        // ruleid: java-crypto-key-literal
        new IvParameterSpec(text);
        // ok: java-crypto-key-literal
        new SecretKeySpec(stored, "AES");
        // ruleid: java-iv-all-zero
        new IvParameterSpec(new byte[16]);
        byte[] fresh = new byte[12];
        new SecureRandom().nextBytes(fresh);
        // ok: java-iv-all-zero, java-crypto-key-literal
        new GCMParameterSpec(128, fresh);
    }

    void hashes() throws Exception {
        // ruleid: java-hash-md5-sha1
        MessageDigest.getInstance("MD5");
        // ruleid: java-hash-md5-sha1
        MessageDigest.getInstance("SHA1", "SUN");
        // ok: java-hash-md5-sha1
        MessageDigest.getInstance("SHA-256");
        // ruleid: java-hash-md5-helper
        DigestUtils.md5Hex("a");
        // ok: java-hash-md5-helper
        DigestUtils.sha256Hex("a");
    }

    void random(Random random, SecureRandom safe) {
        // ruleid: java-random-for-secret
        String token = Long.toHexString(random.nextLong());
        // ok: java-random-for-secret
        String sessionToken = Long.toHexString(safe.nextLong());
        // ok: java-random-for-secret
        int delay = random.nextInt(10);
        // ruleid: java-random-predictable
        double dice = Math.random();
        // ok: java-random-predictable
        SecureRandom good = new SecureRandom();
        // ruleid: java-securerandom-fixed-seed
        SecureRandom fixed = new SecureRandom("seed".getBytes());
        // ok: java-securerandom-fixed-seed
        SecureRandom free = new SecureRandom();
    }

    void passwords(char[] password, byte[] salt) {
        // ruleid: java-pbkdf2-few-rounds
        new PBEKeySpec(password, salt, 1000, 256);
        // ok: java-pbkdf2-few-rounds, java-password-salt-fixed
        new PBEKeySpec(password, salt, 600000, 256);
        // ruleid: java-password-salt-fixed
        new PBEKeySpec(password, "salt".getBytes(), 600000, 256);
        // ruleid: java-password-encoder-plain
        Object plain = NoOpPasswordEncoder.getInstance();
        // ok: java-password-encoder-plain, java-bcrypt-few-rounds
        Object strong = new BCryptPasswordEncoder(12);
        // ruleid: java-bcrypt-few-rounds
        Object fast = new BCryptPasswordEncoder(4);
    }

    boolean same(byte[] hmac, byte[] given) {
        // ok: java-mac-compared-early-exit
        boolean slow = MessageDigest.isEqual(hmac, given);
        // ruleid: java-mac-compared-early-exit
        return Arrays.equals(hmac, given);
    }

    void tokens(String token, Algorithm algorithm, String secret) {
        // ruleid: java-jwt-none-algorithm
        Algorithm.none();
        // ruleid: java-jwt-secret-literal
        Algorithm.HMAC256("top-secret");
        // ok: java-jwt-secret-literal, java-jwt-none-algorithm
        Algorithm.HMAC256(secret);
        // ruleid: java-jwt-unverified
        JWT.decode(token).getSubject();
    }

    void checked(String token, Algorithm algorithm) {
        // ok: java-jwt-unverified
        JWT.decode(token).getSubject();
        JWT.require(algorithm).build().verify(token);
    }
}
