class Net
{
    void Set()
    {
        // ruleid: csharp-tls-old-protocol
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;
        // ruleid: csharp-tls-old-protocol
        var a = SslProtocols.Ssl3;
        // ok: csharp-tls-old-protocol
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;
        // ok: csharp-tls-old-protocol
        // SecurityProtocolType.Ssl3
    }
}
