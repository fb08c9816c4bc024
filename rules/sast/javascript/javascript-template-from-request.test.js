const pug = require('pug');
const ejs = require('ejs');

function show(req, res) {
  // ruleid: javascript-template-from-request
  res.end(pug.compile(req.body.page)());
  // ruleid: javascript-template-from-request
  res.end(ejs.render('<p>' + req.query.text + '</p>'));
  // ok: javascript-template-from-request
  res.end(ejs.render('<p><%= text %></p>', { text: req.query.text }));
  // ok: javascript-template-from-request
  res.render(req.path);
}
