const fs = require('fs');
const path = require('path');

function show(req, res) {
  // ruleid: javascript-path-from-request
  fs.readFile('/srv/files/' + req.query.name, () => {});
  // ruleid: javascript-path-from-request
  res.sendFile(path.join(__dirname, req.params.name));
  // ruleid: javascript-path-from-request
  fs.createReadStream(`/srv/files/${req.params.name}`).pipe(res);
  // ok: javascript-path-from-request
  fs.readFile(path.join('/srv/files', path.basename(req.query.name)), () => {});
  // ok: javascript-path-from-request
  res.sendFile(req.params.name, { root: '/srv/files' });
  // ok: javascript-path-from-request
  fs.readFile('/srv/files/index.html', () => res.end(req.query.q));
}
