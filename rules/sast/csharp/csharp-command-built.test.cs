class Ping
{
    void Run(string host)
    {
        // ruleid: csharp-command-built
        Process.Start("cmd.exe", "/c ping " + host);
        // ruleid: csharp-command-built
        Process.Start("/bin/sh", $"-c \"ping {host}\"");
        // ok: csharp-command-built
        Process.Start("ping", host);
        // ok: csharp-command-built
        Process.Start("cmd.exe", "/c ver");
    }
}
