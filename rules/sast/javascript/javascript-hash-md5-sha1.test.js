const crypto = require('crypto');

// ruleid: javascript-hash-md5-sha1
const a = crypto.createHash('md5').update('x').digest('hex');
// ruleid: javascript-hash-md5-sha1
const b = crypto.createHash("SHA1");
// ok: javascript-hash-md5-sha1
const c = crypto.createHash('sha256');
// ok: javascript-hash-md5-sha1
// crypto.createHash('md5')
