class Parse {
    void set(DocumentBuilderFactory f, XMLInputFactory x) throws Exception {
        // ruleid: java-xxe-entities-enabled
        f.setFeature("http://xml.org/sax/features/external-general-entities", true);
        // ruleid: java-xxe-entities-enabled
        f.setFeature("http://apache.org/xml/features/disallow-doctype-decl", false);
        // ruleid: java-xxe-entities-enabled
        x.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, true);
        // ok: java-xxe-entities-enabled
        f.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        // ok: java-xxe-entities-enabled
        x.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, Boolean.FALSE);
    }
}
