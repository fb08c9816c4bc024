class Show
{
    void Get(HttpRequest Request)
    {
        // ruleid: csharp-path-from-request
        var a = File.ReadAllText("/srv/files/" + Request.Query["name"]);
        // ruleid: csharp-path-from-request
        var b = File.OpenRead(Path.Combine("/srv/files", Request.Form["name"]));
        // ok: csharp-path-from-request
        var c = File.ReadAllText("/srv/files/" + Path.GetFileName(Request.Query["name"]));
        // ok: csharp-path-from-request
        var d = File.ReadAllText("/srv/files/index.html");
    }
}
