class Show {
    void doGet(HttpServletRequest request) throws IOException {
        // ruleid: java-path-from-request
        File a = new File("/srv/files/" + request.getParameter("name"));
        // ruleid: java-path-from-request
        InputStream b = Files.newInputStream(Paths.get("/srv", request.getParameter("name")));
        // ok: java-path-from-request
        File c = new File("/srv/files", FilenameUtils.getName(request.getParameter("name")));
        // ok: java-path-from-request
        File d = new File("/srv/files/index.html");
    }
}
