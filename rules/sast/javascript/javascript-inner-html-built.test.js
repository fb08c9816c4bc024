function show(box, user) {
  // ruleid: javascript-inner-html-built
  box.innerHTML = '<b>' + user.name + '</b>';
  // ruleid: javascript-inner-html-built
  box.innerHTML = `<b>${user.name}</b>`;
  // ruleid: javascript-inner-html-built
  box.insertAdjacentHTML('beforeend', `<li>${user.name}</li>`);
  // ok: javascript-inner-html-built
  box.innerHTML = '<b>none</b>';
  // ok: javascript-inner-html-built
  box.innerHTML = '<b>' + escapeHtml(user.name) + '</b>';
  // ok: javascript-inner-html-built
  box.textContent = 'Hello ' + user.name;
}
