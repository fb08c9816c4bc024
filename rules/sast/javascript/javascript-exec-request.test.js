const { exec, execFile } = require('child_process');

function run(req, res) {
  // ruleid: javascript-exec-request
  exec(req.query.cmd, () => res.end());
  // ruleid: javascript-exec-request
  execFile(req.body.program, []);
  // ok: javascript-exec-request
  execFile('/usr/bin/report', [String(req.query.id)]);
  // ok: javascript-exec-request
  exec('date', () => res.end());
}
