class Find {
    void find(XPath xp, String name) throws Exception {
        // ruleid: java-xpath-built
        xp.evaluate("/users/user[@name='" + name + "']", doc);
        // ruleid: java-xpath-built
        String expression = "/users/user[@name='" + name + "']";
        // ok: java-xpath-built
        xp.evaluate("/users/user[@name=$name]", doc);
        // ok: java-xpath-built
        xp.compile("/users/user[@name='admin']");
    }
}
