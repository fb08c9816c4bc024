class Show {
    void open(String dir, String name) throws IOException {
        // ruleid: java-path-concatenated-param
        InputStream a = new FileInputStream(dir + name);
        // ok: java-path-concatenated-param
        InputStream b = new FileInputStream("/srv/files/index.html");
        // ok: java-path-concatenated-param
        InputStream c = new FileInputStream(name);
    }
}
