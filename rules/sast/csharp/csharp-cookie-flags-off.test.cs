class Login
{
    void Set(CookieAuthenticationOptions o)
    {
        // ruleid: csharp-cookie-flags-off
        var a = new CookieOptions { HttpOnly = true, Secure = false };
        // ruleid: csharp-cookie-flags-off
        o.Cookie.HttpOnly = false;
        // ok: csharp-cookie-flags-off
        var b = new CookieOptions { HttpOnly = true, Secure = true };
        // ok: csharp-cookie-flags-off
        // o.Cookie.HttpOnly = false;
    }
}
