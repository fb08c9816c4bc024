app.use((req, res, next) => {
  // ruleid: javascript-cors-reflected-origin
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  // ok: javascript-cors-reflected-origin
  res.setHeader('Access-Control-Allow-Origin', 'https://shop.example.org');
  next();
});
// ruleid: javascript-cors-reflected-origin
app.use(cors({ origin: true, credentials: true }));
// ok: javascript-cors-reflected-origin
app.use(cors({ origin: ['https://shop.example.org'], credentials: true }));
