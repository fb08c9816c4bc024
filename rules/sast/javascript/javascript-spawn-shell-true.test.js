const { spawn } = require('child_process');

function build(target) {
  // ruleid: javascript-spawn-shell-true
  spawn('make', [target], { shell: true });
  // ok: javascript-spawn-shell-true
  spawn('make', [target], { stdio: 'inherit' });
  // ok: javascript-spawn-shell-true
  spawn('make', [target], { shell: false });
  // ok: javascript-spawn-shell-true
  const text = "spawn('make', [target], { shell: true })";
  return text;
}
