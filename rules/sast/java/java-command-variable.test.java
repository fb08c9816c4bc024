class Run {
    void run(String[] command) throws Exception {
        // ruleid: java-command-variable
        Runtime.getRuntime().exec(command);
        // ok: java-command-variable
        Runtime.getRuntime().exec("sync");
        // ok: java-command-variable
        pool.exec(command);
    }
}
