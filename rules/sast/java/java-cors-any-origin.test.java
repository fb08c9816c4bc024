// ruleid: java-cors-any-origin
@CrossOrigin(origins = "*")
class Api {
    void set(CorsConfiguration config, HttpServletResponse response) {
        // ruleid: java-cors-any-origin
        config.addAllowedOrigin("*");
        // ruleid: java-cors-any-origin
        response.setHeader("Access-Control-Allow-Origin", "*");
        // ok: java-cors-any-origin
        config.addAllowedOrigin("https://shop.example.org");
        // ok: java-cors-any-origin
        response.setHeader("Access-Control-Allow-Origin", "https://shop.example.org");
    }
}
