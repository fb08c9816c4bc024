function load(text, name) {
  // ruleid: javascript-eval-dynamic
  const a = eval(text);
  // ruleid: javascript-eval-dynamic
  const b = new Function('return this.' + name);
  // ok: javascript-eval-dynamic
  const c = JSON.parse(text);
  // ok: javascript-eval-dynamic
  const d = eval('1 + 1');
  // ok: javascript-eval-dynamic
  const e = page.eval(text);
  // ok: javascript-eval-dynamic
  // eval(text)
  return [a, b, c, d, e];
}
