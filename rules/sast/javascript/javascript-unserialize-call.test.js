// ruleid: javascript-unserialize-call
const serialize = require('node-serialize');

function load(text) {
  // ruleid: javascript-unserialize-call
  const a = serialize.unserialize(text);
  // ok: javascript-unserialize-call
  const b = JSON.parse(text);
  // ok: javascript-unserialize-call
  const c = phpParser.unserialize(text);
  return [a, b, c];
}
