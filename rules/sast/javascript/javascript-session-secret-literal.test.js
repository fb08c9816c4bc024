const session = require('express-session');

// ruleid: javascript-session-secret-literal
app.use(session({ secret: 'tulip-4711', resave: false }));
// ok: javascript-session-secret-literal
app.use(session({ secret: process.env.SESSION_KEY, resave: false }));
// ok: javascript-session-secret-literal
const form = { secret: 'a field of a form' };
