#!/usr/bin/env python3
"""Writes docs/sast-pack.md anew: how many rules there are by language and weakness.

usage: bench/sast-pack.py [--check]     --check only says whether the document is current
"""
import collections
import glob
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
LANGUAGES = {
    'bash': 'Bash', 'c': 'C/C++', 'csharp': 'C#', 'go': 'Go', 'java': 'Java', 'javascript': 'JavaScript/TypeScript',
    'kotlin': 'Kotlin', 'php': 'PHP', 'python': 'Python', 'ruby': 'Ruby', 'rust': 'Rust',
}
WEAKNESSES = {
    14: 'Wiping left out', 16: 'Settings', 20: 'Input not checked', 22: 'Path out of the folder',
    73: 'Name of a file from outside', 74: 'Injection', 78: 'Command of the operating system',
    79: 'Script in a page', 88: 'Options of a command', 89: 'SQL', 90: 'LDAP', 91: 'XML', 94: 'Code',
    95: 'Code evaluated', 98: 'File included', 113: 'Headers', 114: 'Library from outside', 116: 'Escaping',
    117: 'Log', 119: 'Bounds', 120: 'Copy without a bound', 130: 'Length not checked', 131: 'Size computed wrong',
    134: 'Format', 170: 'No end of text', 190: 'Sum or product that wraps', 193: 'One too far', 200: 'Information',
    208: 'Time tells', 209: 'Details of errors', 214: 'Secret in arguments', 215: 'Debug details',
    242: 'Dangerous function', 243: 'chroot without chdir', 244: 'Secret left in memory', 248: 'Error not caught',
    250: 'Too many rights', 252: 'Result not looked at', 256: 'Password as text', 259: 'Password in the source',
    269: 'Rights', 273: 'Rights kept', 276: 'Rights by default', 284: 'Access', 295: 'Certificate not checked',
    297: 'Host name not checked', 306: 'No login', 312: 'Kept as it is', 319: 'Sent as it is',
    321: 'Key in the source', 322: 'Host key not checked', 326: 'Short key, old TLS', 327: 'Weak cipher',
    328: 'Weak hash', 329: 'Fixed vector', 330: 'Predictable numbers', 335: 'Fixed seed', 337: 'Predictable seed',
    338: 'Predictable secret', 346: 'Origin of a message', 347: 'Signature not checked', 350: 'Name of the host',
    352: 'Request of another site', 353: 'No integrity', 359: 'Private data', 362: 'Threads', 367: 'Test and use',
    377: 'Temporary file', 379: 'Temporary folder', 382: 'Program ended', 384: 'Session number kept',
    390: 'Error dropped', 391: 'Error not looked at', 400: 'Resources', 401: 'Memory lost', 404: 'Not closed',
    415: 'Freed twice', 416: 'Used after free', 427: 'Path of libraries', 434: 'Upload',
    457: 'Used before it has a value', 467: 'Size of a pointer', 470: 'Class chosen from outside',
    476: 'NULL used', 480: 'Wrong operator', 481: 'Assigned instead of compared', 489: 'Debug code',
    494: 'Download not checked', 501: 'Trust boundary', 502: 'Objects from data', 506: 'Back door',
    522: 'Secret kept badly', 532: 'Secret in the log', 548: 'Folders listed', 552: 'Files open to others',
    561: 'Code without effect',
    562: 'Address of the stack', 564: 'SQL in Hibernate', 565: 'Cookie trusted', 570: 'Always false',
    571: 'Always true', 572: 'Thread run, not started', 584: 'Return in finally',
    595: 'Objects compared by identity', 597: 'Compared by identity', 598: 'Secret in an address', 601: 'Redirect',
    609: 'Double-checked lock', 611: 'XML entities', 614: 'Cookie without Secure', 617: 'Assertion reached',
    621: 'Variables from outside', 625: 'Loose expression', 628: 'Wrong arguments', 643: 'XPath',
    644: 'Header of a page', 650: 'Methods of HTTP', 662: 'Synchronised wrongly', 667: 'Locks',
    668: 'Reachable from outside', 680: 'Wrap that leads to overflow', 681: 'Numbers converted', 682: 'Computed wrong',
    687: 'Wrong value of an argument', 690: 'Result may be NULL', 693: 'Protection off', 697: 'Compared wrongly',
    698: 'Goes on after a redirect', 704: 'Wrong conversion', 732: 'File rights', 749: 'Dangerous method open',
    755: 'Error handled wrongly', 758: 'Undefined behaviour', 760: 'Fixed salt', 770: 'No limit',
    772: 'Not released', 776: 'Entities that grow', 777: 'Expression without anchors', 780: 'RSA padding',
    784: 'Cookie decides', 787: 'Write out of bounds', 789: 'Memory from outside', 798: 'Secret in the source',
    825: 'Pointer that is no more', 829: 'Code of others', 833: 'Deadlock', 834: 'Too many rounds',
    835: 'Endless loop', 843: 'Type confused', 862: 'No check of rights', 863: 'Wrong check of rights',
    908: 'Used before it has a value', 914: 'Names from outside', 915: 'Fields assigned', 916: 'Password hash',
    918: 'Request of the server', 922: 'Kept unprotected', 925: 'Broadcast not checked',
    926: 'Component open to others', 939: 'Scheme of another program', 940: 'Source of a message',
    942: 'Any origin', 943: 'Query language', 1004: 'Cookie without HttpOnly', 1021: 'Frames',
    1077: 'Floats compared', 1164: 'Code without effect', 1188: 'Unsafe by default', 1204: 'Weak vector',
    1321: 'Prototype', 1333: 'Slow expression', 1336: 'Template',
}
HEAD = '''# What the pack of code rules covers

{total} rules stand below `rules/sast/`, by language and topic; `sluice rules list --only sast` prints them. They are YAML that
Semgrep reads too, and {code} of them are patterns of code or follow data. Rules about requests follow data from the framework's
request, or the event of a cloud function, to where it does harm, and stop at what makes it harmless. Rules of the category
`correctness` are about code that does not do what it says. `bench/sast-pack.py` writes this page.

| language | rules | of these regular expressions only |
|---|---|---|
'''


def rules_of(path):
    """Texts of the rules in a file."""
    text = open(path, encoding='utf-8').read()
    return re.split(r'(?m)^\s*- id: ', text)[1:]


def is_code(rule):
    return re.search(r'(?m)^\s*(- )?(pattern|pattern-inside|pattern-sources):', rule) is not None


def page():
    by_language, plain = collections.Counter(), collections.Counter()
    by_weakness = collections.defaultdict(collections.Counter)
    for folder, language in LANGUAGES.items():
        for path in sorted(glob.glob(os.path.join(ROOT, 'rules/sast', folder, '*.yml'))):
            for rule in rules_of(path):
                by_language[language] += 1
                plain[language] += not is_code(rule)
                for weakness in set(re.findall(r"'CWE-(\d+)'", rule)):
                    by_weakness[int(weakness)][language] += 1
    total = sum(by_language.values())
    out = HEAD.format(total=total, code=total - sum(plain.values()))
    for language in sorted(by_language):
        out += f'| {language} | {by_language[language]} | {plain[language] or ""} |\n'
    out += '\n## By weakness\n\n| CWE | what | rules by language |\n|---|---|---|\n'
    for weakness in sorted(by_weakness):
        where = ', '.join(f'{language} {n}' for language, n in sorted(by_weakness[weakness].items()))
        name = WEAKNESSES.get(weakness, '')
        out += f'| [{weakness}](https://cwe.mitre.org/data/definitions/{weakness}.html) | {name} | {where} |\n'
    return out


def main():
    path = os.path.join(ROOT, 'docs/sast-pack.md')
    text = page()
    if '--check' in sys.argv[1:]:
        if open(path, encoding='utf-8').read() != text:
            sys.exit('docs/sast-pack.md is not current: run bench/sast-pack.py')
        return
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)


main()
