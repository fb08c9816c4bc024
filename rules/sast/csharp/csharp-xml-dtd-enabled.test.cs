class Read
{
    // ruleid: csharp-xml-dtd-enabled
    XmlReaderSettings a = new() { DtdProcessing = DtdProcessing.Parse };
    // ruleid: csharp-xml-dtd-enabled
    XmlDocument b = new() { XmlResolver = new XmlUrlResolver() };
    // ok: csharp-xml-dtd-enabled
    XmlReaderSettings c = new() { DtdProcessing = DtdProcessing.Prohibit };
    // ok: csharp-xml-dtd-enabled
    XmlDocument d = new() { XmlResolver = null };
}
