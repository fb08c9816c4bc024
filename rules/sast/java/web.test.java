import java.io.IOException;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

class Web {
    void off(Cookie cookie) {
        // ruleid: java-cookie-insecure
        cookie.setSecure(false);
        // ok: java-cookie-insecure
        cookie.setSecure(true);
    }

    void missing(HttpServletResponse response) {
        // ruleid: java-cookie-secure-missing
        Cookie cookie = new Cookie("id", value);
        response.addCookie(cookie);
    }

    void complete(HttpServletResponse response) {
        // ok: java-cookie-secure-missing
        Cookie cookie = new Cookie("id", value);
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
    }

    void cors(CorsRegistration cors, HttpServletResponse response) {
        // ruleid: java-cors-any-origin
        cors.allowedOrigins("*");
        // ok: java-cors-any-origin
        cors.allowedOrigins("https://app.example.org");
        // ruleid: java-cors-any-origin
        response.setHeader("Access-Control-Allow-Origin", "*");
    }

    void security(HttpSecurity http) throws Exception {
        // ruleid: java-spring-csrf-disabled
        http.csrf().disable();
        // ok: java-spring-csrf-disabled
        http.csrf(csrf -> csrf.csrfTokenRepository(repository));
        // ruleid: java-spring-permit-all
        http.authorizeRequests().anyRequest().permitAll();
        // ok: java-spring-permit-all
        http.authorizeRequests().antMatchers("/login").permitAll().anyRequest().authenticated();
        // ruleid: java-spring-frame-options-off
        http.headers().frameOptions().disable();
        // ok: java-spring-frame-options-off
        http.headers().frameOptions().sameOrigin();
        // ruleid: java-spring-session-fixation-off
        http.sessionManagement().sessionFixation().none();
        // ok: java-spring-session-fixation-off
        http.sessionManagement().sessionFixation().changeSessionId();
    }

    // ruleid: java-spring-mapping-any-method
    @RequestMapping("/user/delete")
    String deleteUser(long id) {
        return "gone";
    }

    // ok: java-spring-mapping-any-method
    @PostMapping("/user/remove")
    String removeUser(long id) {
        return "gone";
    }

    void errors(HttpServletResponse response) throws IOException {
        try {
            work();
        } catch (RuntimeException error) {
            // ruleid: java-error-details-shown
            error.printStackTrace(response.getWriter());
            // ruleid: java-error-details-shown
            response.getWriter().println("failed: " + error.getMessage());
            // ok: java-error-details-shown
            log.error(error.getMessage());
        }
    }

    void uploads(CommonsMultipartResolver resolver, WebView view, WebSettings settings) throws Exception {
        // ruleid: java-upload-unlimited
        resolver.setMaxUploadSize(-1);
        // ok: java-upload-unlimited
        resolver.setMaxUploadSize(1000000);
        // ruleid: java-h2-console-open
        Server.createWebServer("-webAllowOthers", "-webPort", "8082");
        // ok: java-h2-console-open
        Server.createWebServer("-webPort", "8082");
        // ruleid: java-webview-javascript-bridge
        view.addJavascriptInterface(new Bridge(), "app");
        // ok: java-webview-javascript-bridge
        view.loadUrl("https://example.org");
        // ruleid: java-webview-file-access
        settings.setAllowUniversalAccessFromFileURLs(true);
        // ok: java-webview-file-access
        settings.setAllowUniversalAccessFromFileURLs(false);
    }
}
