app.get('/hello', (req, res) => {
  // ruleid: javascript-express-reflected-input
  res.send('<h1>Hello ' + req.query.name + '</h1>');
  // ruleid: javascript-express-reflected-input
  res.send(`<h1>Hello ${req.params.name}</h1>`);
  // ruleid: javascript-express-reflected-input
  res.send(req.query.name);
  // ok: javascript-express-reflected-input
  res.send('<h1>Hello ' + escapeHtml(req.query.name) + '</h1>');
  // ok: javascript-express-reflected-input
  res.json({ name: req.query.name });
  // ok: javascript-express-reflected-input
  res.render('hello', { name: req.query.name });
});
