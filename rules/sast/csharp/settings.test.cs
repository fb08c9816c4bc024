using System;

public class Repository
{
    public User Find(string name, int id)
    {
        // ruleid: csharp-sql-built
        var sql = "SELECT * FROM Users WHERE Name = '" + name + "'";
        // ruleid: csharp-sql-built
        var command = new SqlCommand($"SELECT * FROM Users WHERE Name = '{name}'", connection);
        // ok: csharp-sql-built
        var other = new SqlCommand("SELECT * FROM Users WHERE Id = " + id, connection);
        // ok: csharp-sql-built
        var safe = new SqlCommand("SELECT * FROM Users WHERE Name = @name", connection);
        return null;
    }

    public void Run(string file)
    {
        // ruleid: csharp-command-built
        Process.Start("cmd.exe", $"/c convert {file}");
        // ok: csharp-command-built
        Process.Start("cmd.exe", "/c dir");
        // ok: csharp-command-built
        Process.Start("convert", $"{file}");
    }

    public void Read(Stream data)
    {
        // ruleid: csharp-deserialize-binaryformatter
        var formatter = new BinaryFormatter();
        // ok: csharp-deserialize-binaryformatter
        var serializer = new XmlSerializer(typeof(Cart));
        // ruleid: csharp-json-type-names
        var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All };
        // ok: csharp-json-type-names
        var fine = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None };
    }

    public void Crypto(byte[] data, string password)
    {
        // ruleid: csharp-cipher-weak
        var des = DES.Create();
        // ruleid: csharp-cipher-weak
        aes.Mode = CipherMode.ECB;
        // ok: csharp-cipher-weak
        var gcm = new AesGcm(key, 16);
        // ruleid: csharp-cipher-key-literal
        aes.Key = Encoding.UTF8.GetBytes("0123456789abcdef");
        // ok: csharp-cipher-key-literal
        aes.Key = Convert.FromBase64String(configuration["Key"]);
        // ruleid: csharp-hash-md5-sha1
        var md5 = MD5.Create();
        // ok: csharp-hash-md5-sha1
        var sha = SHA256.Create();
        // ruleid: csharp-hash-password-fast
        var stored = sha.ComputeHash(Encoding.UTF8.GetBytes(password));
        // ok: csharp-hash-password-fast
        var hash = hasher.HashPassword(user, password);
        // ruleid: csharp-pbkdf2-few-rounds
        var k = new Rfc2898DeriveBytes(password, salt, 1000);
        // ok: csharp-pbkdf2-few-rounds
        var k2 = new Rfc2898DeriveBytes(password, salt, 600000);
        // ruleid: csharp-random-for-secret
        var token = new Random().Next().ToString();
        // ok: csharp-random-for-secret
        var color = new Random().Next(255);
        // ok: csharp-random-for-secret
        var otp = RandomNumberGenerator.GetInt32(100000, 999999);
        // ruleid: csharp-rsa-key-short
        var rsa = RSA.Create(1024);
        // ok: csharp-rsa-key-short
        var big = RSA.Create(3072);
    }

    public void Network()
    {
        // ruleid: csharp-tls-certificate-accepted
        ServicePointManager.ServerCertificateValidationCallback += (sender, cert, chain, errors) => true;
        // ruleid: csharp-tls-certificate-accepted
        handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        // ok: csharp-tls-certificate-accepted
        handler.ServerCertificateCustomValidationCallback = (m, cert, chain, errors) => cert.Thumbprint == known;
        // ruleid: csharp-tls-old-protocol
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;
        // ok: csharp-tls-old-protocol
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;
        // ruleid: csharp-plain-http-call
        client.GetAsync("http://rates.internal.shop/today");
        // ok: csharp-plain-http-call
        client.GetAsync("https://rates.internal.shop/today");
    }

    public void Web(IServiceCollection services, Exception error)
    {
        // ruleid: csharp-jwt-validation-off
        options.TokenValidationParameters = new TokenValidationParameters { ValidateLifetime = false };
        // ok: csharp-jwt-validation-off
        options.TokenValidationParameters = new TokenValidationParameters { ValidateLifetime = true };
        // ruleid: csharp-cookie-flags-off
        Response.Cookies.Append("session", value, new CookieOptions { HttpOnly = false });
        // ok: csharp-cookie-flags-off
        Response.Cookies.Append("session", value, new CookieOptions { HttpOnly = true, Secure = true });
        // ruleid: csharp-cors-any-origin-credentials
        policy.SetIsOriginAllowed(origin => true).AllowCredentials();
        // ok: csharp-cors-any-origin-credentials
        policy.WithOrigins("https://example.org").AllowCredentials();
        // ruleid: csharp-html-raw-value
        var html = new HtmlString(comment);
        // ok: csharp-html-raw-value
        var fixedHtml = new HtmlString("<br>");
        // ruleid: csharp-xml-dtd-enabled
        settings.DtdProcessing = DtdProcessing.Parse;
        // ok: csharp-xml-dtd-enabled
        settings.DtdProcessing = DtdProcessing.Prohibit;
        // ruleid: csharp-xslt-scripts
        transform.Load(sheet, XsltSettings.TrustedXslt, null);
        // ok: csharp-xslt-scripts
        transform.Load(sheet, XsltSettings.Default, null);
        // ruleid: csharp-database-password-literal
        var db = new SqlConnection("Server=db;User Id=shop;Password=summer2019;");
        // ok: csharp-database-password-literal
        var db2 = new SqlConnection(configuration.GetConnectionString("Shop"));
        // ruleid: csharp-credential-literal
        var credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG");
        // ok: csharp-credential-literal
        var chain = new BasicAWSCredentials(id, secret);
        // ruleid: csharp-secret-logged
        _logger.LogInformation("login of {Name} with {Password}", name, password);
        // ok: csharp-secret-logged
        _logger.LogInformation("login of {Name}", name);
        // ruleid: csharp-temp-file-predictable
        var path = Path.Combine(Path.GetTempPath(), "report.csv");
        // ok: csharp-temp-file-predictable
        var better = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        // ruleid: csharp-error-details-shown
        app.UseDeveloperExceptionPage();
        if (env.IsDevelopment())
        {
            // ok: csharp-error-details-shown
            app.UseDeveloperExceptionPage();
        }
    }

    public XmlNode State(string state)
    {
        // ruleid: csharp-xpath-built
        var found = document.SelectNodes("//salesperson[state='" + state + "']");
        // ok: csharp-xpath-built
        return document.SelectSingleNode("//salesperson[@id='1']");
    }
}

public class HookController : Controller
{
    // ruleid: csharp-antiforgery-off
    [IgnoreAntiforgeryToken]
    public IActionResult Take() { return Ok(); }

    // ok: csharp-antiforgery-off
    [ValidateAntiForgeryToken]
    public IActionResult Give() { return Ok(); }

    // ruleid: csharp-request-validation-off
    [ValidateInput(false)]
    public ActionResult Save(string text) { return View(); }

    // ok: csharp-request-validation-off
    public ActionResult Load(string text) { return View(); }

    [AllowAnonymous]
    [HttpDelete("{id}")]
    // ruleid: csharp-login-not-required
    public IActionResult Remove(int id) { return Ok(); }

    [HttpDelete("{id}")]
    // ok: csharp-login-not-required
    public IActionResult Drop(int id) { return Ok(); }

    [FunctionName("hello")]
    // ruleid: csharp-function-anonymous
    public static IActionResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) { return null; }

    [FunctionName("bye")]
    // ok: csharp-function-anonymous
    public static IActionResult Bye([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) { return null; }
}

public class Cloud
{
    public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
    {
        // ruleid: csharp-event-logged
        context.Logger.LogLine(JsonSerializer.Serialize(request));
        // ok: csharp-event-logged
        context.Logger.LogLine(request.Path);
        // ruleid: csharp-s3-public
        put.CannedACL = S3CannedACL.PublicRead;
        // ok: csharp-s3-public
        put.CannedACL = S3CannedACL.Private;
        // ruleid: csharp-iam-wildcard
        var all = new PolicyStatement(new PolicyStatementProps { Actions = new[] { "*" }, Resources = new[] { "*" } });
        // ok: csharp-iam-wildcard
        var some = new PolicyStatement(new PolicyStatementProps { Actions = new[] { "s3:GetObject" } });
        return null;
    }
}
