class Numbers {
    void make() {
        // ruleid: java-random-predictable
        int a = new java.util.Random().nextInt();
        // ruleid: java-random-predictable
        double b = Math.random();
        // ok: java-random-predictable
        int c = new java.security.SecureRandom().nextInt();
        // ok: java-random-predictable
        // Math.random()
    }
}
