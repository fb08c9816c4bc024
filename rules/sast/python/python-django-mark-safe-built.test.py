from django.utils.html import format_html
from django.utils.safestring import mark_safe


def badge(name):
    # ruleid: python-django-mark-safe-built
    a = mark_safe("<b>" + name + "</b>")
    # ruleid: python-django-mark-safe-built
    b = mark_safe(f"<b>{name}</b>")
    # ok: python-django-mark-safe-built
    c = format_html("<b>{}</b>", name)
    # ok: python-django-mark-safe-built
    d = mark_safe("<b>new</b>")
    return a, b, c, d
