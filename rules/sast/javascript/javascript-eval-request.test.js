const vm = require('vm');

function calc(req, res) {
  // ruleid: javascript-eval-request
  eval(req.query.expr);
  // ruleid: javascript-eval-request
  const f = new Function(req.body.code);
  // ruleid: javascript-eval-request
  vm.runInNewContext(req.body.code, {});
  // ok: javascript-eval-request
  const data = JSON.parse(req.body.text);
  // ok: javascript-eval-request
  setTimeout(() => res.end(req.query.q), 10);
  return [f, data];
}
