class Back
{
    IActionResult Get(string returnUrl)
    {
        // ruleid: csharp-open-redirect-request
        Response.Redirect(Request.QueryString["next"]);
        // ok: csharp-open-redirect-request
        return LocalRedirect(returnUrl);
        // ok: csharp-open-redirect-request
        return Redirect("/login");
        // ok: csharp-open-redirect-request
        if (Url.IsLocalUrl(returnUrl)) return Redirect(returnUrl);
        // ruleid: csharp-open-redirect-request
        return Redirect(returnUrl);
    }
}
