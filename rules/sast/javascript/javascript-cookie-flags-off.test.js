function login(res, token) {
  // ruleid: javascript-cookie-flags-off
  res.cookie('session', token, { httpOnly: false });
  // ruleid: javascript-cookie-flags-off
  app.use(session({ cookie: { secure: false } }));
  // ok: javascript-cookie-flags-off
  res.cookie('session', token, { secure: true, httpOnly: true });
  // ok: javascript-cookie-flags-off
  res.cookie('lang', 'de');
}
