class Login {
    void set(Cookie cookie) {
        // ruleid: java-cookie-insecure
        cookie.setSecure(false);
        // ruleid: java-cookie-insecure
        cookie.setHttpOnly(false);
        // ok: java-cookie-insecure
        cookie.setSecure(true);
        // ok: java-cookie-insecure
        // cookie.setHttpOnly(false);
    }
}
