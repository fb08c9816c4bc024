from lxml import etree
from xml.sax import handler, make_parser

# ruleid: python-xml-external-entities
a = etree.XMLParser(load_dtd=True, resolve_entities=True)
b = make_parser()
# ruleid: python-xml-external-entities
b.setFeature(handler.feature_external_ges, True)
# ok: python-xml-external-entities
b.setFeature(handler.feature_external_ges, False)
# ok: python-xml-external-entities
c = etree.XMLParser(resolve_entities=False, no_network=True)
