class Tokens
{
    // ruleid: csharp-jwt-validation-off
    TokenValidationParameters a = new() { RequireSignedTokens = false };
    // ruleid: csharp-jwt-validation-off
    TokenValidationParameters b = new() { ValidateLifetime = false };
    // ok: csharp-jwt-validation-off
    TokenValidationParameters c = new() { ValidateLifetime = true };
    // ok: csharp-jwt-validation-off
    string d = "ValidateLifetime = false";
}
