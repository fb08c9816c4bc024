class Proxy {
    void doGet(HttpServletRequest request) throws IOException {
        // ruleid: java-ssrf-request-url
        InputStream a = new URL(request.getParameter("url")).openStream();
        // ruleid: java-ssrf-request-url
        URI b = URI.create("https://" + request.getParameter("host"));
        // ok: java-ssrf-request-url
        URL c = new URL("https://api.example.org/?q=" + enc(request.getParameter("q")));
        // ok: java-ssrf-request-url
        URL d = new URL("https://api.example.org/");
    }
}
