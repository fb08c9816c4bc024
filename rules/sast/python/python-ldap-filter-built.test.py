from ldap3.utils.conv import escape_filter_chars


def find(name):
    # ruleid: python-ldap-filter-built
    a = f"(uid={name})"
    # ruleid: python-ldap-filter-built
    b = "(&(cn=%s)(objectClass=person))" % name
    # ok: python-ldap-filter-built
    c = f"(uid={escape_filter_chars(name)})"
    # ok: python-ldap-filter-built
    d = "(uid=admin)"
    return a, b, c, d
