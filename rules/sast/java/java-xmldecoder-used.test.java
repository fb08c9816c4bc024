import java.beans.XMLDecoder;

class Load {
    Object load(java.io.InputStream in) {
        // ruleid: java-xmldecoder-used
        XMLDecoder d = new XMLDecoder(in);
        // ok: java-xmldecoder-used
        // new XMLDecoder(in) reads programs
        return d.readObject();
    }
}
