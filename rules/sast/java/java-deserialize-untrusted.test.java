import java.io.*;

class Load {
    Object load(InputStream in) throws Exception {
        // ruleid: java-deserialize-untrusted
        ObjectInputStream a = new ObjectInputStream(in);
        // ok: java-deserialize-untrusted
        DataInputStream b = new DataInputStream(in);
        // ok: java-deserialize-untrusted
        ObjectOutputStream c = new ObjectOutputStream(System.out);
        return a.readObject();
    }
}
