class Tokens
{
    void Make()
    {
        // ruleid: csharp-random-for-secret
        var token = new Random().Next().ToString();
        // ruleid: csharp-random-for-secret
        string password = "p" + Random.Shared.Next(1000000);
        // ok: csharp-random-for-secret
        var dice = new Random().Next(6);
        // ok: csharp-random-for-secret
        var resetToken = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
    }
}
