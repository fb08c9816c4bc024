#!/usr/bin/env python3
"""Live checks against providers on the loopback: who is asked what, what is made of each answer,
and what is never done. Argument: the program."""
import base64
import datetime
import hashlib
import hmac
import json
import os
import random
import shutil
import string
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))
from provider import Provider  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp()
ENVIRONMENT = {
    "HOME": WORK, "PATH": os.environ["PATH"], "NO_COLOR": "1", "LC_ALL": "C.UTF-8",
    "https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}  # nobody is there
ALNUM = string.digits + string.ascii_uppercase + string.ascii_lowercase
failures = []


def claim(truth, text, detail=""):
    if not truth:
        failures.append(text)
        print("failed:", text, detail)


def letters(seed, n, alphabet=ALNUM):
    draw = random.Random(seed)
    return "".join(draw.choice(alphabet) for _ in range(n))


def checked(prefix, seed):
    """A token with the CRC-32 at its end, as GitHub and npm write it."""
    body = letters(seed, 30)
    rest, end = zlib.crc32(body.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        end = ALNUM[digit] + end
    return prefix + body + end


AWS_ID = "AKIA" + letters(1, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
AWS_TEMPORARY = "ASIA" + letters(2, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
AWS_SECRET = letters(3, 40, ALNUM + "+/")
AWS_TOKEN = letters(4, 200, ALNUM + "+/")

# provider, rule, secret, line of the file, answer when active, account, answer when it is not
CASES = [
    ("github", "github-pat", checked("ghp_", 10), 't = "{}"',
     (200, b'{"login":"octocat","id":583231}'), "octocat", (401, b'{"message":"Bad credentials"}')),
    ("gitlab", "gitlab-pat", "glpat-" + letters(11, 20), 't = "{}"',
     (200, b'{"id":4,"name":"ci","revoked":false,"active":true}'), "ci",
     (401, b'{"message":"401 Unauthorized"}')),
    ("slack", "slack-bot-token", "xoxb-123456789012-1234567890123-" + letters(12, 24), 't = "{}"',
     (200, b'{"ok":true,"team":"T","user":"bot"}'), "bot",
     (200, b'{"ok":false,"error":"token_revoked"}')),
    ("stripe", "stripe-secret-key", "sk_live_" + letters(13, 24), 't = "{}"',
     (200, b'{"id":"acct_1","object":"account"}'), "acct_1",
     (401, b'{"error":{"message":"Invalid API Key provided"}}')),
    ("npm", "npm-access-token", checked("npm_", 14), 't = "{}"',
     (200, b'{"username":"jo"}'), "jo", (401, b"{}")),
    ("pypi", "pypi-api-token", "pypi-AgEIcHlwaS5vcmc" + letters(15, 150), 't = "{}"',
     (400, b"Unknown protocol version."), None,
     (403, b"Invalid or non-existent authentication information.")),
    ("sendgrid", "sendgrid-api-key", "SG." + letters(16, 22) + "." + letters(17, 43), 't = "{}"',
     (200, b'{"scopes":["mail.send"]}'), None, (401, b'{"errors":[]}')),
    ("digitalocean", "digitalocean-pat", "dop_v1_" + letters(18, 64, "0123456789abcdef"),
     't = "{}"', (200, b'{"account":{"email":"sam@example.org","uuid":"u"}}'), "s***@example.org",
     (401, b'{"id":"Unauthorized"}')),
    ("telegram", "telegram-bot-token", "12345678:AA" + letters(19, 33), 'bot_token = "{}"',
     (200, b'{"ok":true,"result":{"username":"a_bot"}}'), "a_bot",
     (401, b'{"ok":false,"error_code":401}')),
    ("slack", "slack-webhook",
     "hooks.slack.com/services/T" + letters(20, 9, string.ascii_uppercase) + "/B" +
     letters(21, 9, string.ascii_uppercase) + "/" + letters(22, 24), 'hook = "https://{}"',
     (400, b"no_text"), None, (404, b"no_service")),
    ("discord", "discord-webhook",
     "https://discord.com/api/webhooks/123456789012345678/" + letters(23, 68), 'hook = "{}"',
     (200, b'{"id":"1","name":"deploys"}'), "deploys", (404, b'{"code":10015}')),
    ("aws", "aws-secret-access-key", AWS_SECRET,
     f'aws_access_key_id = {AWS_ID}\naws_secret_access_key = {{}}',
     (200, b"<GetCallerIdentityResponse><Arn>arn:aws:iam::123456789012:user/jo</Arn>"
           b"</GetCallerIdentityResponse>"), "arn:aws:iam::123456789012:user/jo",
     (403, b"<ErrorResponse><Code>InvalidClientTokenId</Code></ErrorResponse>")),
    ("linear", "linear-api-key", "lin_api_" + letters(24, 40), 't = "{}"',
     (200, b'{"data":{"viewer":{"id":"1","name":"Jo"}}}'), "Jo",
     (401, b'{"errors":[{"extensions":{"code":"AUTHENTICATION_ERROR"}}]}')),
    ("openai", "openai-api-key",
     "sk-proj-" + letters(25, 74) + "T3BlbkFJ" + letters(26, 74), 't = "{}"',
     (200, b'{"object":"list","data":[]}'), None,
     (401, b'{"error":{"code":"invalid_api_key"}}')),
]


def folder(name, files):
    path = os.path.join(WORK, name)
    shutil.rmtree(path, ignore_errors=True)
    for file, text in files.items():
        at = os.path.join(path, file)
        os.makedirs(os.path.dirname(at), exist_ok=True)
        with open(at, "w") as out:
            out.write(text)
    return path


def scan(path, *options, form="json"):
    """Exit status, stdout, stderr; no secret of the cases may be in them."""
    done = subprocess.run([PROGRAM, "scan", "--format", form, *options], cwd=path,
                          env=ENVIRONMENT, capture_output=True, text=True)
    for case in CASES:
        claim(case[2] not in done.stdout + done.stderr, f"{case[1]}: the secret is in the output")
    return done.returncode, done.stdout, done.stderr


def findings(text, rule):
    return [f for f in json.loads(text)["findings"] if f["rule"] == rule]


def one(case, answer, *more):
    """Scans a file with the secret of the case while its provider gives this answer."""
    provider, rule, secret, line = case[:4]
    server = Provider(lambda *_: answer() if callable(answer) else answer)
    path = folder("one", {"a.py": line.format(secret) + "\n"})
    status, out, err = scan(path, "--only", "secrets", "--fail-on", "medium", "--verify",
                            "--verify-endpoint", f"{provider}={server.url()}", *more)
    server.close()
    found = findings(out, rule)
    claim(len(found) == 1, f"{rule}: found once", out[-2000:] + err)
    return status, found[0] if found else {}, server.requests


def all_of(cases, answer_of):
    """Scans a folder with the secrets of all cases; `answer_of(case)` is what its provider says.
    Findings by rule, and the requests by provider."""
    providers = {case[0]: case for case in cases}

    def answer(_, path, *__):
        return answer_of(providers[path.split("/")[1]])
    server = Provider(answer)
    path = folder("all", {f"{case[0]}.py": case[3].format(case[2]) + "\n" for case in cases})
    ends = [x for p in providers for x in ("--verify-endpoint", f"{p}={server.url()}/{p}")]
    status, out, err = scan(path, "--only", "secrets", "--fail-on", "medium", "--verify", *ends)
    server.close()
    found = {case[1]: findings(out, case[1]) for case in cases}
    for rule, some in found.items():
        claim(len(some) == 1, f"{rule}: found once", err)
    asked = {p: [r for r in server.requests if r[1].split("/")[1] == p] for p in providers}
    return status, {rule: some[0] if some else {} for rule, some in found.items()}, asked


def check_answers():
    elsewhere = Provider(lambda *_: (200, {}, b"{}"))
    away = {"Location": elsewhere.url() + "/"}
    hooks = [case for case in CASES if case[1] == "slack-webhook"]
    for cases in [[case for case in CASES if case not in hooks], hooks]:
        status, found, asked = all_of(cases, lambda case: (case[4][0], {}, case[4][1]))
        for case in cases:
            f = found[case[1]]
            claim(f.get("verified") == "active", f"{case[1]}: active is active", f)
            claim(f.get("severity") == "critical" and f.get("confidence") == "high",
                  f"{case[1]}: active is critical", f)
            claim(f.get("account") == case[5], f"{case[1]}: the account is told", f)
            claim(f.get("blocks"), f"{case[1]}: a finding blocks", f)
            claim(len(asked[case[0]]) == 1, f"{case[1]}: asked once", asked[case[0]])
        status, found, asked = all_of(cases, lambda case: (case[6][0], {}, case[6][1]))
        for case in cases:
            f = found[case[1]]
            claim(f.get("verified") == "inactive", f"{case[1]}: revoked is inactive", f)
            claim(f.get("blocks") and status == 1, f"{case[1]}: it blocks as before", f)
        for name, answer in [
                ("rate-limited", (429, {}, b"{}")), ("failing", (500, {}, b"oops")),
                ("redirecting", (302, away, b"")), ("hanging up", None),
                ("odd", (299, {}, b"{not json")),
                ("huge", (200, {}, b'{"x":"' + b"x" * (1 << 20) + b'"}'))]:
            status, found, asked = all_of(cases, lambda case, a=answer: a)
            for rule, f in found.items():
                claim(f.get("verified") == "unknown", f"{rule}: {name} is unknown", f)
                claim(f.get("verified_why"), f"{rule}: {name} has a reason", f)
                claim(f.get("blocks") and status == 1, f"{rule}: {name} changes no verdict", f)
    claim(not elsewhere.requests, "a redirect is not followed", elsewhere.requests)
    elsewhere.close()


def check_silence():
    """A provider that never answers costs its time limit, and changes nothing."""
    server = Provider(lambda *_: (server.closing.wait(60), None)[1])
    path = folder("slow", {"a.py": CASES[0][3].format(CASES[0][2]) + "\n"})
    status, out, _ = scan(path, "--only", "secrets", "--verify", "--verify-endpoint",
                          "github=" + server.url())
    found = findings(out, "github-pat")[0]
    claim(found["verified"] == "unknown" and "in time" in found["verified_why"],
          "no answer is unknown", found)
    claim(status == 1, "no answer changes no verdict")
    server.close()


def check_who_is_asked():
    server = Provider(lambda *_: (200, {}, b'{"login":"octocat","id":1}'))
    token, other = checked("ghp_", 30), checked("ghp_", 31)
    path = folder("who", {
        "a.py": f't = "{token}"\n', "b.py": f't = "{token}"\nu = "{other}"\n',
        "c.txt": "x = " + base64.b64encode(f"token = {token}".encode()).decode() + "\n",
        ".sluice.yml": "version: 1\nstages:\n  - {name: s, uses: secrets}\n"})
    status, out, err = scan(path)
    claim(not server.requests, "nobody is asked without --verify")
    claim("verified" not in out, "nothing is verified without --verify")
    endpoint = ["--verify-endpoint", "github=" + server.url()]
    claim(scan(path, *endpoint)[0] == 2, "an endpoint alone is misuse")
    status, out, err = scan(path, "--verify", *endpoint, "-v")
    claim(len(server.requests) == 2, "each value is asked about once", server.requests)
    claim([f["verified"] for f in findings(out, "github-pat")] == ["active"] * 4,
          "all findings of a value have its state", out)
    asked = sorted(r[2]["Authorization"] for r in server.requests)
    claim(asked == sorted(["Bearer " + token, "Bearer " + other]), "the value itself is sent", asked)
    claim("asked github about 2 secrets: 2 active" in out, "the report says who was asked", out)
    for form in ["text", "sarif", "junit", "markdown", "github", "gitlab"]:
        status, out, err = scan(path, "--verify", *endpoint, form=form)
        claim("octocat" in out and "active" in out, f"{form} tells what is verified", out)
        claim(token not in out + err and other not in out + err, f"{form} shows no secret")
    server.close()


def check_hostile_repository():
    """Nothing in a repository decides whom secrets are sent to."""
    server = Provider(lambda *_: (200, {}, b"{}"))
    token = checked("ghp_", 40)
    recipe = (f"verify:\n- provider: github\n  rules: [mine]\n  documentation: x\n"
              f"  url: {server.url()}/steal\n  answers: [{{status: 200, is: active}}]\n")
    mine = "provider: x\nrules:\n- id: mine\n  title: t\n  regex: steal=(\\w+)\n"
    path = folder("hostile", {"a.py": f't = "{token}"\n', ".sluice/rules/mine.yml": mine,
                              ".sluice/rules/_verify.yml": recipe})
    status, out, err = scan(path, "--verify")
    claim(status == 2 and "'verify' is refused" in err, "recipes of a repository are refused", err)
    path = folder("hostile", {"a.py": f't = "{token}"\n', ".sluice/rules/mine.yml":
                              mine + "  verify: {url: '" + server.url() + "'}\n"})
    status, out, err = scan(path, "--verify")
    claim(status == 2 and "unknown key 'verify'" in err, "so are those inside of rules", err)
    path = folder("hostile", {
        "a.py": "hook = https://hooks.slack.com/services/../../@127.0.0.1/" + letters(41, 40) +
                "\n" + 'd = "https://discord.com@127.0.0.1/api/webhooks/123456789012345678/' +
                letters(42, 68) + '"\n'})
    scan(path, "--verify", "--verify-endpoint", "slack=" + server.url(), "--verify-endpoint",
         "discord=" + server.url())
    claim(not server.requests, "nothing was sent", server.requests)
    path = folder("hostile", {"a.py": f't = "{token}"\n',
                              ".sluice.yml": "version: 1\nstages:\n  - {name: s, uses: secrets, "
                              f"with: {{verify-endpoint: 'github={server.url()}'}}}}\n"})
    claim(scan(path, "--verify")[0] == 2, "a pipeline names no endpoints")
    claim(not server.requests, "nothing was sent", server.requests)
    server.close()


def check_endpoints():
    path = folder("ends", {"a.py": "x = 1\n"})
    for text in ["github", "github=", "github=ftp://x", "github=http://example.org",
                 "github=http://127.0.0.1.example.org", "github=https://a@example.org",
                 "nobody=https://example.org", "github=https://example.org/?x"]:
        status, _, err = scan(path, "--verify", "--verify-endpoint", text)
        claim(status == 2, f"--verify-endpoint {text} is refused", err)
    status, _, err = scan(path, "--verify", "--verify-endpoint", "github=https://a.example",
                          "--verify-endpoint", "github=https://b.example")
    claim(status == 2, "one endpoint for a provider", err)
    server = Provider(lambda *_: (200, {}, b'{"active":true,"name":"x"}'))
    path = folder("ends", {"a.py": 't = "' + CASES[1][2] + '"\n'})
    scan(path, "--verify", "--verify-endpoint", f"gitlab={server.url()}/git/")
    claim([r[1] for r in server.requests] == ["/git/api/v4/personal_access_tokens/self"],
          "an endpoint has a path of its own", server.requests)
    server.close()


def signature(request, secret, region, service):
    """Signature Version 4 computed from what was received."""
    method, path, fields, body = request
    fields = {k.lower(): v for k, v in fields.items()}
    head = fields["authorization"]
    parts = dict(p.strip().split("=", 1) for p in head.split(" ", 1)[1].split(","))
    signed = parts["SignedHeaders"].split(";")
    canonical = "\n".join(
        [method, path, "", *[f"{n}:{fields[n].strip()}" for n in signed], "", ";".join(signed),
         hashlib.sha256(body).hexdigest()])
    date = fields["x-amz-date"]
    scope = f"{date[:8]}/{region}/{service}/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", date, scope,
                      hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + secret).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return parts, signed, hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def check_aws():
    case = CASES[11]
    active, gone = case[4][1], case[6][1]
    _, f, asked = one(case, (200, {}, active))
    parts, signed, wanted = signature(asked[0], AWS_SECRET, "us-east-1", "sts")
    claim(parts["Credential"].startswith(AWS_ID + "/"), "the key id signs", parts)
    claim(parts["Signature"] == wanted, "the signature is right", parts)
    claim(asked[0][3] == b"Action=GetCallerIdentity&Version=2011-06-15", "what is asked", asked)
    claim(AWS_SECRET not in repr(asked), "the secret itself is not sent")

    temporary = f"aws_access_key_id={AWS_TEMPORARY}\naws_secret_access_key={AWS_SECRET}\n"
    server = Provider(lambda *_: (200, {}, active))
    options = ["--only", "secrets", "--verify", "--verify-endpoint", "aws=" + server.url()]
    _, out, _ = scan(folder("aws", {"a.py": temporary}), *options)
    claim(not server.requests, "a temporary key is not asked about without its token")
    claim(findings(out, case[1])[0]["verified"] == "unknown", "and is unknown", out)
    _, out, _ = scan(folder("aws", {"a.py": temporary + f'aws_session_token = "{AWS_TOKEN}"\n'}),
                     *options)
    parts, signed, wanted = signature(server.requests[0], AWS_SECRET, "us-east-1", "sts")
    claim("x-amz-security-token" in signed and parts["Signature"] == wanted,
          "the token is signed", signed)
    claim(findings(out, case[1])[0]["verified"] == "active", "with it, it is", out)
    claim(findings(out, "aws-access-key-id")[0]["verified"] == "active", "and so is its id", out)
    server.close()

    lonely = f"aws_secret_access_key = {AWS_SECRET}\n"
    server = Provider(lambda *_: (200, {}, active))
    _, out, _ = scan(folder("aws", {"a.py": lonely, "b.py": f"k = {AWS_ID}\n"}), "--only", "secrets",
                     "--verify", "--verify-endpoint", "aws=" + server.url())
    f = findings(out, case[1])[0]
    claim(f["verified"] == "unknown" and "aws-access-key-id" in f["verified_why"],
          "a secret without its id is unknown", f)
    claim(not server.requests, "and nobody is asked")
    server.close()

    def by_id(_, __, fields, ___):
        return (200, {}, active) if other in fields["Authorization"] else (403, {}, gone)
    other = "AKIA" + letters(50, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    server = Provider(by_id)
    text = f"a = {AWS_ID}\naws_secret_access_key = {AWS_SECRET}\n\n\nb = {other}\n"
    _, out, _ = scan(folder("aws", {"a.py": text}), "--only", "secrets", "--verify",
                     "--verify-endpoint", "aws=" + server.url())
    claim(findings(out, case[1])[0]["verified"] == "active", "all ids nearby are tried", out)
    claim([f["verified"] for f in findings(out, "aws-access-key-id")] == ["inactive", "active"],
          "each id has its own state", out)
    server.close()


def check_options():
    case = CASES[0]
    revoked, fine = (401, {}, b"{}"), (200, {}, b'{"id":1}')
    for option, answer, severity, status in [
            ("any", revoked, "critical", 1), ("unless-inactive", revoked, "info", 0),
            ("unless-inactive", (500, {}, b""), "critical", 1), ("only", revoked, "info", 0),
            ("only", fine, "critical", 1), ("only", (500, {}, b""), "critical", 1)]:
        got, f, _ = one(case, answer, "--set", "secrets.verified=" + option)
        claim((f["severity"], got) == (severity, status), f"{option}, {answer[0]}", f)
    refresh = checked("ghr_", 60)  # to ask about it would be to use it up
    path = folder("key", {"a.py": f't = "{refresh}"\n'})
    claim(scan(path, "--verify")[0] == 1, "what cannot be asked about counts")
    claim(scan(path, "--verify", "--set", "secrets.verified=only")[0] == 0, "unless it must not")
    claim(scan(path, "--set", "secrets.verified=only")[0] == 1, "without --verify nothing is lowered")


def check_manners():
    """Few at once, an end when told to wait, and a limit on all."""
    import threading
    busy, most, lock = 0, 0, threading.Lock()

    def slow(*_):
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        threading.Event().wait(0.02)
        with lock:
            busy -= 1
        return 200, {}, b'{"id":1}'
    server = Provider(slow)
    tokens = [checked("ghp_", 1000 + i) for i in range(520)]
    path = folder("many", {"a.py": "".join(f't = "{t}"\n' for t in tokens)})
    _, out, _ = scan(path, "--only", "secrets", "--verify", "--verify-endpoint",
                     "github=" + server.url())
    states = [f["verified"] for f in findings(out, "github-pat")]
    claim(len(server.requests) == 500 and states.count("active") == 500, "at most 500 are asked",
          len(server.requests))
    claim(states.count("unknown") == 20, "the rest is unknown", len(states))
    claim(most <= 2, "one host is asked two at a time", most)
    server.close()
    server = Provider(lambda *_: (429, {"Retry-After": "60"}, b"{}"))
    path = folder("many", {"a.py": "".join(f't = "{t}"\n' for t in tokens[:20])})
    _, out, _ = scan(path, "--only", "secrets", "--verify", "--verify-endpoint",
                     "github=" + server.url())
    claim(len(server.requests) <= 2, "who asks for patience is left alone", len(server.requests))
    claim({f["verified"] for f in findings(out, "github-pat")} == {"unknown"}, "all are unknown")
    server.close()


def check_tls():
    if not shutil.which("openssl"):
        print("no openssl: TLS is not tested")
        return
    def make(*arguments):
        subprocess.run(["openssl", *arguments], cwd=WORK, check=True, capture_output=True)
    make("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
         "-subj", "/CN=test authority", "-days", "2")
    make("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "s.key", "-out", "s.csr", "-subj",
         "/CN=localhost")
    with open(os.path.join(WORK, "names"), "w") as out:
        out.write("subjectAltName=DNS:localhost\n")
    make("x509", "-req", "-in", "s.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
         "-out", "s.crt", "-days", "2", "-extfile", "names")
    with open(os.path.join(WORK, "s.pem"), "w") as out:
        for name in ["s.key", "s.crt"]:
            out.write(open(os.path.join(WORK, name)).read())
    server = Provider(lambda *_: (200, {}, b'{"id":1}'), os.path.join(WORK, "s.pem"))
    path = folder("tls", {"a.py": f't = "{CASES[0][2]}"\n'})
    right = ["--verify", "--verify-endpoint", "github=" + server.url("https", "localhost")]
    wrong = ["--verify", "--verify-endpoint", "github=" + server.url("https")]
    ca = ["--verify-ca", os.path.join(WORK, "ca.pem")]
    f = findings(scan(path, *right, *ca)[1], "github-pat")[0]
    claim(f["verified"] == "active", "an authority of one's own is trusted when told", f)
    claim(len(server.requests) == 1, "by one request")
    f = findings(scan(path, *right)[1], "github-pat")[0]
    claim(f["verified"] == "unknown", "a certificate of nobody is not trusted", f)
    f = findings(scan(path, *wrong, *ca)[1], "github-pat")[0]
    claim(f["verified"] == "unknown", "nor one for another name", f)
    claim(len(server.requests) == 1, "and the secret is not sent", server.requests)
    server.close()


def check_run():
    """`sluice run` does the same, and leaves nothing behind."""
    server = Provider(lambda *_: (200, {}, b'{"login":"octocat","id":1}'))
    path = folder("run", {"a.py": f't = "{CASES[0][2]}"\n', ".sluice.yml":
                          "version: 1\nstages:\n  - {name: s, uses: secrets}\n"})
    for command in [["init", "-q"], ["add", "-A"],
                    ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "x"]]:
        subprocess.run(["git", *command], cwd=path, check=True, env=ENVIRONMENT)
    done = subprocess.run([PROGRAM, "run", "--format", "json", "--verify", "--verify-endpoint",
                           "github=" + server.url()], cwd=path, env=ENVIRONMENT,
                          capture_output=True, text=True)
    f = findings(done.stdout, "github-pat")[0]
    claim(f["verified"] == "active" and done.returncode == 1, "a run verifies", done.stderr)
    claim(CASES[0][2] not in done.stdout + done.stderr, "and shows no secret")
    left = subprocess.run(["grep", "-rlF", CASES[0][2], WORK, "--exclude-dir=one",
                           "--exclude-dir=tls", "--exclude-dir=slow", "--exclude-dir=.git"],
                          capture_output=True, text=True).stdout.split()
    claim(left == [os.path.join(path, "a.py")], "no value is kept anywhere", left)
    server.close()


try:
    wanted = sys.argv[2:]
    for check in [check_answers, check_silence, check_who_is_asked, check_hostile_repository,
                  check_endpoints, check_aws, check_options, check_manners, check_tls, check_run]:
        if not wanted or check.__name__ in wanted:
            check()
finally:
    shutil.rmtree(WORK)
print("verify:", f"{len(failures)} failed" if failures else "all as promised")
sys.exit(1 if failures else 0)
