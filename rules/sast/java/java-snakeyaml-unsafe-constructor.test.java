class Load {
    Object load(String text) {
        // ruleid: java-snakeyaml-unsafe-constructor
        Yaml yaml = new Yaml();
        // ruleid: java-snakeyaml-unsafe-constructor
        Object o = new Yaml(new Constructor()).load(text);
        // ok: java-snakeyaml-unsafe-constructor
        Yaml safe = new Yaml(new SafeConstructor(new LoaderOptions()));
        // ok: java-snakeyaml-unsafe-constructor
        // new Yaml().load(text)
        return safe.load(text);
    }
}
