class Back {
    String doGet(HttpServletRequest request, HttpServletResponse response, String next) {
        // ruleid: java-open-redirect-request
        response.sendRedirect(request.getParameter("next"));
        // ok: java-open-redirect-request
        response.sendRedirect("/home?q=" + enc(request.getParameter("q")));
        // ok: java-open-redirect-request
        response.sendRedirect("/login");
        // ruleid: java-open-redirect-request
        return "redirect:" + next;
    }
}
