const libxml = require('libxmljs');

function read(text) {
  // ruleid: javascript-xml-external-entities
  const a = libxml.parseXml(text, { noent: true });
  // ok: javascript-xml-external-entities
  const b = libxml.parseXml(text, { noent: false });
  // ok: javascript-xml-external-entities
  const c = libxml.parseXml(text);
  return [a, b, c];
}
