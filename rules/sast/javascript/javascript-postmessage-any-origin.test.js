// ruleid: javascript-postmessage-any-origin
window.parent.postMessage({ token: 'x' }, '*');
// ruleid: javascript-postmessage-any-origin
frame.contentWindow.postMessage(state, "*");
// ok: javascript-postmessage-any-origin
window.parent.postMessage({ ready: true }, 'https://shop.example.org');
// ok: javascript-postmessage-any-origin
worker.postMessage('*');
