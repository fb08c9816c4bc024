const jwt = require('jsonwebtoken');

function claims(token, key) {
  // ruleid: javascript-jwt-none-algorithm
  const a = jwt.verify(token, key, { algorithms: ['HS256', 'none'] });
  // ruleid: javascript-jwt-none-algorithm
  const b = jwt.verify(token, null);
  // ruleid: javascript-jwt-none-algorithm
  const c = jwt.verify(token, key, { ignoreExpiration: true });
  // ok: javascript-jwt-none-algorithm
  const d = jwt.verify(token, key, { algorithms: ['RS256'] });
  // ok: javascript-jwt-none-algorithm
  const e = jwt.verify(token, key);
  return [a, b, c, d, e];
}
