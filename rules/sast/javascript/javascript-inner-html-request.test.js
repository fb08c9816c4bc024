const box = document.getElementById('box');
// ruleid: javascript-inner-html-request
box.innerHTML = decodeURIComponent(location.hash.slice(1));
// ruleid: javascript-inner-html-request
document.write('<b>' + document.referrer + '</b>');
// ok: javascript-inner-html-request
box.textContent = location.hash.slice(1);
// ok: javascript-inner-html-request
box.innerHTML = DOMPurify.sanitize(location.hash);
// ok: javascript-inner-html-request
box.innerHTML = '';
