class Tokens {
    void make() {
        // ruleid: java-random-for-secret
        String token = Long.toString(new Random().nextLong());
        // ruleid: java-random-for-secret
        String password = RandomStringUtils.randomAlphanumeric(12);
        // ok: java-random-for-secret
        int dice = new Random().nextInt(6);
        // ok: java-random-for-secret
        String resetToken = Long.toString(new SecureRandom().nextLong());
    }
}
