class Ping {
    void run(String host) throws Exception {
        // ruleid: java-command-built
        Runtime.getRuntime().exec("ping -c 1 " + host);
        // ruleid: java-command-built
        new ProcessBuilder("sh", "-c", "ping " + host).start();
        // ok: java-command-built
        new ProcessBuilder("ping", "-c", "1", host).start();
        // ok: java-command-built
        Runtime.getRuntime().exec("sync");
        // ok: java-command-built
        // Runtime.getRuntime().exec("ping " + host);
    }
}
