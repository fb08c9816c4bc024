from jinja2 import Environment, FileSystemLoader, select_autoescape

# ruleid: python-jinja2-autoescape-off
a = Environment(loader=FileSystemLoader("pages"), autoescape=False)
# ok: python-jinja2-autoescape-off
b = Environment(loader=FileSystemLoader("pages"), autoescape=True)
# ok: python-jinja2-autoescape-off
c = Environment(autoescape=select_autoescape())
