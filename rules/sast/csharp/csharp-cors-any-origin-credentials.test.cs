class Api
{
    void Set(CorsPolicyBuilder p)
    {
        // ruleid: csharp-cors-any-origin-credentials
        p.SetIsOriginAllowed(_ => true).AllowCredentials();
        // ruleid: csharp-cors-any-origin-credentials
        p.AllowAnyOrigin().AllowAnyHeader().AllowCredentials();
        // ok: csharp-cors-any-origin-credentials
        p.WithOrigins("https://shop.example.org").AllowCredentials();
        // ok: csharp-cors-any-origin-credentials
        p.AllowAnyOrigin().AllowAnyHeader();
    }
}
