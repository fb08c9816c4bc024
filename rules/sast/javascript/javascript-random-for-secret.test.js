const crypto = require('crypto');

// ruleid: javascript-random-for-secret
const resetToken = Math.random().toString(36).slice(2);
// ruleid: javascript-random-for-secret
const user = { password: 'p' + Math.random() };
// ok: javascript-random-for-secret
const token = crypto.randomBytes(32).toString('hex');
// ok: javascript-random-for-secret
const colour = Math.random();
