const crypto = require('crypto');

function make(key, iv) {
  // ruleid: javascript-cipher-weak
  const a = crypto.createCipheriv('des-ede3-cbc', key, iv);
  // ruleid: javascript-cipher-weak
  const b = crypto.createCipheriv('aes-256-ecb', key, null);
  // ruleid: javascript-cipher-weak
  const c = crypto.createCipher('aes-256-cbc', 'secret');
  // ok: javascript-cipher-weak
  const d = crypto.createCipheriv('aes-256-gcm', key, iv);
  return [a, b, c, d];
}
