class Hello
{
    void Get()
    {
        // ruleid: csharp-xss-raw-request
        Response.Write("<b>" + Request.QueryString["name"]);
        // ruleid: csharp-xss-raw-request
        var a = Html.Raw(Request.Query["name"]);
        // ok: csharp-xss-raw-request
        Response.Write(HttpUtility.HtmlEncode(Request.QueryString["name"]));
        // ok: csharp-xss-raw-request
        Response.Write("<b>hello</b>");
    }
}
