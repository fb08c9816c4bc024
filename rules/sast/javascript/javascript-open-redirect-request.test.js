app.get('/back', (req, res) => {
  // ruleid: javascript-open-redirect-request
  res.redirect(req.query.next);
  // ruleid: javascript-open-redirect-request
  res.redirect(302, req.body.url);
  // ok: javascript-open-redirect-request
  res.redirect('/home?q=' + encodeURIComponent(req.query.q));
  // ok: javascript-open-redirect-request
  res.redirect('/login');
});
