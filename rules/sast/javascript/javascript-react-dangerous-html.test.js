import DOMPurify from 'dompurify';

export function Note({ text }) {
  return [
    // ruleid: javascript-react-dangerous-html
    React.createElement('p', { dangerouslySetInnerHTML: { __html: text } }),
    // ok: javascript-react-dangerous-html
    React.createElement('p', { dangerouslySetInnerHTML: { __html: DOMPurify.sanitize(text) } }),
    // ok: javascript-react-dangerous-html
    React.createElement('p', { dangerouslySetInnerHTML: { __html: '&nbsp;' } }),
    // ok: javascript-react-dangerous-html
    React.createElement('p', null, text),
  ];
}
