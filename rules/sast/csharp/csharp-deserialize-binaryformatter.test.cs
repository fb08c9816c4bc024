class Load
{
    object Read(Stream s)
    {
        // ruleid: csharp-deserialize-binaryformatter
        var a = new BinaryFormatter();
        // ruleid: csharp-deserialize-binaryformatter
        var b = new LosFormatter().Deserialize(s);
        // ok: csharp-deserialize-binaryformatter
        var c = new DataContractSerializer(typeof(Load));
        // ok: csharp-deserialize-binaryformatter
        // new BinaryFormatter()
        return a.Deserialize(s);
    }
}
