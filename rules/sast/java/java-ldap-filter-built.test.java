class Find {
    String[] filters(String name) {
        // ruleid: java-ldap-filter-built
        String a = "(uid=" + name + ")";
        // ruleid: java-ldap-filter-built
        String b = "(&(objectClass=person)(cn=" + name + "))";
        // ok: java-ldap-filter-built
        String c = "(uid={0})";
        // ok: java-ldap-filter-built
        String d = "(uid=" + escapeFilter(name) + ")";
        return new String[] {a, b, c, d};
    }
}
