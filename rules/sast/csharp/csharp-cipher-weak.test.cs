class Crypt
{
    void Make(Aes aes)
    {
        // ruleid: csharp-cipher-weak
        var a = DES.Create();
        // ruleid: csharp-cipher-weak
        aes.Mode = CipherMode.ECB;
        // ok: csharp-cipher-weak
        aes.Mode = CipherMode.CBC;
        // ok: csharp-cipher-weak
        var b = Aes.Create();
    }
}
