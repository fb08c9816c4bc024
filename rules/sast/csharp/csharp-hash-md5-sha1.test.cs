class Sum
{
    void Make(byte[] data)
    {
        // ruleid: csharp-hash-md5-sha1
        var a = MD5.Create();
        // ruleid: csharp-hash-md5-sha1
        var b = new SHA1Managed();
        // ok: csharp-hash-md5-sha1
        var c = SHA256.Create();
        // ok: csharp-hash-md5-sha1
        // MD5.Create()
    }
}
