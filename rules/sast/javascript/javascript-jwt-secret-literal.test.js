const jwt = require('jsonwebtoken');

function issue(user, token) {
  // ruleid: javascript-jwt-secret-literal
  const a = jwt.sign({ id: user.id }, 'tulip-4711');
  // ruleid: javascript-jwt-secret-literal
  const b = jwt.verify(token, "tulip-4711");
  // ok: javascript-jwt-secret-literal
  const c = jwt.sign({ id: user.id }, process.env.JWT_KEY);
  // ok: javascript-jwt-secret-literal
  const d = jwt.verify(token, publicKey, { issuer: 'me' });
  return [a, b, c, d];
}
