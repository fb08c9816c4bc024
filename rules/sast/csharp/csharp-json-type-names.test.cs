class Load
{
    // ruleid: csharp-json-type-names
    JsonSerializerSettings a = new() { TypeNameHandling = TypeNameHandling.All };
    // ok: csharp-json-type-names
    JsonSerializerSettings b = new() { TypeNameHandling = TypeNameHandling.None };
    // ok: csharp-json-type-names
    string c = "TypeNameHandling = TypeNameHandling.All";
}
