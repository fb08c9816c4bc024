import java.beans.XMLDecoder;
import java.io.File;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import org.yaml.snakeyaml.Yaml;

class DataFormats {
    void objects(InputStream stream) throws Exception {
        // ruleid: java-deserialize-untrusted
        ObjectInputStream input = new ObjectInputStream(stream);
        input.readObject();
    }

    void filtered(InputStream stream) throws Exception {
        // ok: java-deserialize-untrusted
        ObjectInputStream input = new ObjectInputStream(stream);
        input.setObjectInputFilter(allowed);
        input.readObject();
    }

    void json(ObjectMapper mapper) {
        // ruleid: java-jackson-default-typing
        mapper.enableDefaultTyping();
        // ok: java-jackson-default-typing
        mapper.readTree("{}");
    }

    void yaml(String text) {
        // ruleid: java-snakeyaml-unsafe-constructor
        new Yaml().load(text);
        // ok: java-snakeyaml-unsafe-constructor
        new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        // ruleid: java-xmldecoder-used
        new XMLDecoder(stream).readObject();
        // ok: java-xmldecoder-used
        new XMLEncoder(stream).writeObject(text);
    }

    void xstream(String text) {
        // ruleid: java-xstream-any-type
        XStream all = new XStream();
        all.fromXML(text);
    }

    void xstreamListed(String text) {
        // ok: java-xstream-any-type
        XStream some = new XStream();
        some.allowTypes(new Class[] {Order.class});
        some.fromXML(text);
    }

    void kryo(Kryo kryo) {
        // ruleid: java-kryo-any-class
        kryo.setRegistrationRequired(false);
        // ok: java-kryo-any-class
        kryo.setRegistrationRequired(true);
    }

    void entities(DocumentBuilderFactory factory) throws Exception {
        // ruleid: java-xxe-entities-enabled
        factory.setFeature("http://xml.org/sax/features/external-general-entities", true);
        // ok: java-xxe-entities-enabled
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    }

    void parse(InputStream stream) throws Exception {
        // ruleid: java-xxe-parser-default
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.newDocumentBuilder().parse(stream);
    }

    void parseSafely(InputStream stream) throws Exception {
        // ok: java-xxe-parser-default
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.newDocumentBuilder().parse(stream);
    }

    void create() throws Exception {
        // ok: java-xxe-parser-default
        DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
    }

    void style(Object sheet) throws Exception {
        // ruleid: java-validation-schema-external
        TransformerFactory factory = TransformerFactory.newInstance();
        factory.newTransformer(sheet);
    }

    void styleSafely(Object sheet) throws Exception {
        // ok: java-validation-schema-external
        TransformerFactory factory = TransformerFactory.newInstance();
        factory.setAttribute("http://javax.xml.XMLConstants/property/accessExternalDTD", "");
        factory.newTransformer(sheet);
    }

    void files(File file) throws Exception {
        // ruleid: java-temp-file-shared
        new FileOutputStream("/tmp/report.txt");
        // ok: java-temp-file-shared
        new FileOutputStream("/var/lib/app/report.txt");
        // ruleid: java-file-world-writable
        file.setWritable(true, false);
        // ok: java-file-world-writable
        file.setWritable(true, true);
    }
}
