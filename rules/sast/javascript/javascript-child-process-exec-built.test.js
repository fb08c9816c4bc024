const cp = require('child_process');
const { exec, execFile, execSync } = cp;

function ping(host, done) {
  // ruleid: javascript-child-process-exec-built
  cp.exec('ping -c 1 ' + host, done);
  // ruleid: javascript-child-process-exec-built
  exec(`ping -c 1 ${host}`, done);
  // ruleid: javascript-child-process-exec-built
  execSync("host " + host);
  // ok: javascript-child-process-exec-built
  execFile('ping', ['-c', '1', host], done);
  // ok: javascript-child-process-exec-built
  exec('uptime', done);
  // ok: javascript-child-process-exec-built
  const found = /a(.)/.exec('a' + host);
  // ok: javascript-child-process-exec-built
  // exec(`ping ${host}`)
  return found;
}
