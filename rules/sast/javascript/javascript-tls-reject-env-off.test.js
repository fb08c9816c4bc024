// ruleid: javascript-tls-reject-env-off
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
// ruleid: javascript-tls-reject-env-off
process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0;
// ok: javascript-tls-reject-env-off
if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') throw new Error('no');
// ok: javascript-tls-reject-env-off
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
