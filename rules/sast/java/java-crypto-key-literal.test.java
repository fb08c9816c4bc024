class Crypt {
    void make(byte[] key, byte[] iv) {
        // ruleid: java-crypto-key-literal
        Key a = new SecretKeySpec("0123456789abcdef".getBytes(), "AES");
        // ruleid: java-crypto-key-literal
        IvParameterSpec b = new IvParameterSpec(new byte[16]);
        // ok: java-crypto-key-literal
        Key c = new SecretKeySpec(key, "AES");
        // ok: java-crypto-key-literal
        IvParameterSpec d = new IvParameterSpec(iv);
    }
}
