// ruleid: javascript-client-redirect-from-address
window.location = new URLSearchParams(location.search).get('next');
// ruleid: javascript-client-redirect-from-address
location.href = decodeURIComponent(location.hash.slice(1));
// ok: javascript-client-redirect-from-address
location.href = '/home';
// ok: javascript-client-redirect-from-address
const next = new URLSearchParams(location.search).get('next');
