class Net
{
    void Set(HttpClientHandler h)
    {
        // ruleid: csharp-tls-certificate-accepted
        ServicePointManager.ServerCertificateValidationCallback += (s, c, ch, e) => true;
        // ruleid: csharp-tls-certificate-accepted
        h.ServerCertificateCustomValidationCallback = delegate { return true; };
        // ruleid: csharp-tls-certificate-accepted
        h.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        // ok: csharp-tls-certificate-accepted
        h.ServerCertificateCustomValidationCallback = (m, c, ch, e) => e == SslPolicyErrors.None;
        // ok: csharp-tls-certificate-accepted
        // ServerCertificateValidationCallback += (s, c, ch, e) => true;
    }
}
