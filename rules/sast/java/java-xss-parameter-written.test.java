class Hello {
    void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // ruleid: java-xss-parameter-written
        response.getWriter().println("<b>" + request.getParameter("name") + "</b>");
        // ruleid: java-xss-parameter-written
        out.print(request.getHeader("Referer"));
        // ok: java-xss-parameter-written
        response.getWriter().println("<b>" + Encode.forHtml(request.getParameter("name")));
        // ok: java-xss-parameter-written
        response.getWriter().println("<b>hello</b>");
    }
}
