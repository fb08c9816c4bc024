const https = require('https');

// ruleid: javascript-tls-verification-off
const a = new https.Agent({ rejectUnauthorized: false });
// ok: javascript-tls-verification-off
const b = new https.Agent({ rejectUnauthorized: true });
// ok: javascript-tls-verification-off
// rejectUnauthorized: false is for the old server only
// ok: javascript-tls-verification-off
const c = "rejectUnauthorized: false";
