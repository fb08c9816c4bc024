class Mapper {
    void set(ObjectMapper m, PolymorphicTypeValidator v) {
        // ruleid: java-jackson-default-typing
        m.enableDefaultTyping();
        // ruleid: java-jackson-default-typing
        m.activateDefaultTyping(LaissezFaireSubTypeValidator.instance);
        // ok: java-jackson-default-typing
        m.activateDefaultTyping(v, ObjectMapper.DefaultTyping.NON_FINAL);
        // ok: java-jackson-default-typing
        m.deactivateDefaultTyping();
    }
}
