using System;
using System.IO;
using Microsoft.AspNetCore.Mvc;

public class UsersController : Controller
{
    [HttpGet("{name}")]
    public IActionResult Find(string name)
    {
        // ruleid: csharp-sql-from-request
        var command = new SqlCommand("SELECT * FROM Users WHERE Name = '" + name + "'", connection);
        // ruleid: csharp-sql-from-request
        var users = _context.Users.FromSqlRaw($"SELECT * FROM Users WHERE Name = '{name}'");
        // ok: csharp-sql-from-request
        var safe = _context.Users.FromSqlInterpolated($"SELECT * FROM Users WHERE Name = {name}");
        // ok: csharp-sql-from-request
        var other = new SqlCommand("SELECT * FROM Users WHERE Name = @name", connection);
        // ok: csharp-sql-from-request
        var byId = new SqlCommand("SELECT * FROM Users WHERE Id = " + int.Parse(Request.Query["id"]), connection);
        return View(users);
    }

    public IActionResult Tools(string host, string code)
    {
        // ruleid: csharp-command-from-request
        Process.Start("cmd.exe", "/c ping " + host);
        // ruleid: csharp-command-from-request
        var info = new ProcessStartInfo { FileName = "ping", Arguments = host };
        // ok: csharp-command-from-request
        Process.Start("uptime");
        // ruleid: csharp-code-from-request
        var result = CSharpScript.EvaluateAsync(code);
        // ok: csharp-code-from-request
        var two = CSharpScript.EvaluateAsync("1 + 1");
        return View(result);
    }

    public IActionResult Files(string file, string next, IFormFile upload)
    {
        // ruleid: csharp-path-from-request
        var text = System.IO.File.ReadAllText(Path.Combine(root, file));
        // ok: csharp-path-from-request
        var fine = System.IO.File.ReadAllText(Path.Combine(root, Path.GetFileName(file)));
        // ruleid: csharp-upload-name-kept
        using var stream = new FileStream(Path.Combine(root, upload.FileName), FileMode.Create);
        // ok: csharp-upload-name-kept
        using var kept = new FileStream(Path.Combine(root, Path.GetRandomFileName()), FileMode.Create);
        // ruleid: csharp-xss-from-request
        Response.Write("<p>Hello " + Request.Query["name"] + "</p>");
        // ok: csharp-xss-from-request
        Response.Write("<p>Hello " + HttpUtility.HtmlEncode(Request.Query["name"]) + "</p>");
        // ruleid: csharp-header-from-request
        Response.Headers.Add("X-Name", Request.Query["name"]);
        // ok: csharp-header-from-request
        Response.Headers.Add("X-Name", "fixed");
        // ruleid: csharp-open-redirect-request
        return Redirect(next);
    }

    public IActionResult Away(string next)
    {
        if (Url.IsLocalUrl(next))
        {
            // ok: csharp-open-redirect-request
            return Redirect(next);
        }
        // ok: csharp-open-redirect-request
        return Redirect("/home");
    }

    [HttpPost]
    public async Task<IActionResult> Fetch(string url, string user, string q)
    {
        // ruleid: csharp-ssrf-from-request
        var body = await client.GetStringAsync(url);
        // ok: csharp-ssrf-from-request
        var found = await client.GetStringAsync("https://example.org/search?q=" + q);
        // ruleid: csharp-ldap-from-request
        searcher.Filter = "(uid=" + user + ")";
        // ok: csharp-ldap-from-request
        searcher.Filter = "(uid=" + Encoder.LdapFilterEncode(user) + ")";
        // ruleid: csharp-xpath-from-request
        var node = document.SelectSingleNode("//user[@name='" + user + "']");
        // ok: csharp-xpath-from-request
        var all = document.SelectNodes("//user");
        // ruleid: csharp-log-from-request
        _logger.LogInformation("login of " + user);
        // ok: csharp-log-from-request
        _logger.LogInformation("login of " + user.Replace("\n", ""));
        // ruleid: csharp-regex-from-request
        var expression = new Regex(q);
        // ok: csharp-regex-from-request
        var escaped = new Regex(Regex.Escape(q));
        // ruleid: csharp-deserialize-from-request
        var cart = new BinaryFormatter().Deserialize(Request.Body);
        // ok: csharp-deserialize-from-request
        var list = JsonSerializer.Deserialize<Cart>(q);
        var doc = new XmlDocument();
        doc.XmlResolver = new XmlUrlResolver();
        // ruleid: csharp-xml-from-request
        doc.LoadXml(q);
        return Ok(body);
    }

    [HttpPost]
    public IActionResult Read(string data)
    {
        var doc = new XmlDocument();
        // ok: csharp-xml-from-request
        doc.LoadXml(data);
        return Ok();
    }
}

public class Function
{
    public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
    {
        // ruleid: csharp-sql-from-request
        var command = new NpgsqlCommand("DELETE FROM items WHERE id = '" + request.PathParameters["id"] + "'", connection);
        return null;
    }
}

public partial class Search : System.Web.UI.Page
{
    protected void Button_Click(object sender, EventArgs e)
    {
        // ruleid: csharp-xss-from-request
        lblResult.Text = "Nothing found for " + txtName.Text;
        // ok: csharp-xss-from-request
        lblResult.Text = "Nothing found for " + Server.HtmlEncode(txtName.Text);
    }
}

public class LoginController : ControllerBase
{
    public async Task<ActionResult<string>> Login([FromBody] Login login, [FromQuery] int id)
    {
        // ruleid: csharp-sql-from-request
        command.CommandText = $"SELECT * FROM Users WHERE Name = '{login.Name}'";
        // ok: csharp-sql-from-request
        command.CommandText = $"SELECT * FROM Users WHERE Id = {id}";
        return Ok();
    }
}

public class Uploads
{
    public void Take(S3Event uploaded, ILambdaContext context)
    {
        // ruleid: csharp-command-from-request
        Process.Start("convert", uploaded.Records[0].S3.Object.Key);
    }
}
