import { DomSanitizer } from '@angular/platform-browser';

export class Page {
  constructor(private sanitizer: DomSanitizer) {}

  show(text: string) {
    // ruleid: javascript-angular-bypass-security
    const a = this.sanitizer.bypassSecurityTrustHtml(text);
    // ok: javascript-angular-bypass-security
    const b = this.sanitizer.bypassSecurityTrustHtml('<b>fixed</b>');
    // ok: javascript-angular-bypass-security
    const c = this.sanitizer.sanitize(1, text);
    return [a, b, c];
  }
}
