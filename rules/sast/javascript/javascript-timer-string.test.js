function later(name) {
  // ruleid: javascript-timer-string
  setTimeout("greet('" + name + "')", 100);
  // ruleid: javascript-timer-string
  window.setInterval(`tick(${name})`, 100);
  // ok: javascript-timer-string
  setTimeout(() => greet(name), 100);
  // ok: javascript-timer-string
  setTimeout(greet, 100, 'a' + name);
}
