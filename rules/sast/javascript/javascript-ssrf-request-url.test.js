const axios = require('axios');

async function proxy(req, res) {
  // ruleid: javascript-ssrf-request-url
  const a = await axios.get(req.query.url);
  // ruleid: javascript-ssrf-request-url
  const b = await fetch(`https://${req.params.host}/hook`);
  // ruleid: javascript-ssrf-request-url
  const c = await axios({ method: 'get', url: req.body.url });
  // ok: javascript-ssrf-request-url
  const d = await axios.get('https://api.example.org/q', { params: req.query });
  // ok: javascript-ssrf-request-url
  const e = await fetch('https://api.example.org/' + encodeURIComponent(req.query.id));
  res.json([a, b, c, d, e]);
}
