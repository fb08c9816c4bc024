function show(name) {
  // ruleid: javascript-document-write-built
  document.write('<p>' + name + '</p>');
  // ruleid: javascript-document-write-built
  document.writeln(`<p>${name}</p>`);
  // ok: javascript-document-write-built
  document.write('<p>ready</p>');
  // ok: javascript-document-write-built
  stream.write('<p>' + name);
}
