class Db {
    // ruleid: java-hardcoded-password
    private static final String DB_PASSWORD = "tulip-4711";

    void open(DataSource ds) throws Exception {
        // ruleid: java-hardcoded-password
        DriverManager.getConnection("jdbc:h2:mem", "sa", "tulip-4711");
        // ruleid: java-hardcoded-password
        ds.setPassword("tulip-4711");
        // ok: java-hardcoded-password
        ds.setPassword(System.getenv("DB_PASSWORD"));
        // ok: java-hardcoded-password
        DriverManager.getConnection("jdbc:h2:mem", "sa", "");
        // ok: java-hardcoded-password
        String password = "";
    }
}
