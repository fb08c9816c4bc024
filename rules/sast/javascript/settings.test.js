const crypto = require("crypto");
const jwt = require("jsonwebtoken");

// ruleid: javascript-aws-key-literal
const client = new S3Client({ credentials: { accessKeyId: "a", secretAccessKey: "made-up-secret" } });
// ok: javascript-aws-key-literal
const other = new S3Client({ credentials: { accessKeyId: id, secretAccessKey: secret } });
// ruleid: javascript-database-password-literal
const db = mysql.createConnection({ host: "db", user: "app", password: "made-up" });
// ok: javascript-database-password-literal
const db2 = mysql.createConnection({ host: "db", user: "app", password: process.env.PASSWORD });
// ruleid: javascript-secret-logged
console.log("key", apiKey);
// ruleid: javascript-secret-logged
console.log(`login with ${user.password}`);
// ok: javascript-secret-logged
console.log("key", keyId);

exports.handler = async (event) => {
  // ruleid: javascript-event-logged
  console.log(JSON.stringify(event));
  // ok: javascript-event-logged
  console.log(event.id);
};

// ruleid: javascript-lambda-no-authorizer
fn.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE });
// ok: javascript-lambda-no-authorizer
fn.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.AWS_IAM });
// ruleid: javascript-iam-wildcard
new iam.PolicyStatement({ actions: ["*"], resources: ["*"] });
// ok: javascript-iam-wildcard
new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [arn] });
// ruleid: javascript-s3-public
s3.putObject({ Bucket: "b", Key: "k", ACL: "public-read" });
// ok: javascript-s3-public
s3.putObject({ Bucket: "b", Key: "k" });
// ruleid: javascript-plain-http-call
fetch("http://orders.internal.net/list");
// ok: javascript-plain-http-call
fetch("https://orders.internal.net/list");
// ok: javascript-plain-http-call
fetch("http://localhost:3000/list");

// ruleid: javascript-cipher-key-literal
crypto.createCipheriv("aes-256-gcm", "made-up-key", iv);
// ok: javascript-cipher-key-literal
crypto.createCipheriv("aes-256-gcm", key, iv);
// ruleid: javascript-cipher-password-only
crypto.createCipher("aes-256-cbc", password);
// ok: javascript-cipher-password-only
crypto.createCipheriv("aes-256-cbc", key, iv);
// ruleid: javascript-pbkdf2-few-rounds
crypto.pbkdf2Sync(password, salt, 1000, 32, "sha256");
// ok: javascript-pbkdf2-few-rounds
crypto.pbkdf2Sync(password, salt, 600000, 32, "sha256");
// ruleid: javascript-pbkdf2-few-rounds
bcrypt.hashSync(password, 4);
// ok: javascript-pbkdf2-few-rounds
bcrypt.hashSync(password, 12);
// ruleid: javascript-rsa-key-short
crypto.generateKeyPairSync("rsa", { modulusLength: 1024 });
// ok: javascript-rsa-key-short
crypto.generateKeyPairSync("rsa", { modulusLength: 3072 });
// ruleid: javascript-mac-compared-early-exit
const same = crypto.createHmac("sha256", key).update(body).digest("hex") === given;
// ok: javascript-mac-compared-early-exit
const good = crypto.timingSafeEqual(mac, given);
// ruleid: javascript-jwt-decoded-only
const claims = jwt.decode(token);
// ok: javascript-jwt-decoded-only
const checked = jwt.verify(token, key, { algorithms: ["HS256"] });

// ruleid: javascript-helmet-off
app.use(helmet({ contentSecurityPolicy: false }));
// ok: javascript-helmet-off
app.use(helmet());
// ruleid: javascript-cors-any-credentials
app.use(cors({ origin: true, credentials: true }));
// ok: javascript-cors-any-credentials
app.use(cors({ origin: "https://a.example.org", credentials: true }));
// ruleid: javascript-graphql-open
new ApolloServer({ schema, introspection: true });
// ok: javascript-graphql-open
new ApolloServer({ schema });
// ruleid: javascript-electron-node-integration
new BrowserWindow({ webPreferences: { nodeIntegration: true } });
// ok: javascript-electron-node-integration
new BrowserWindow({ webPreferences: { preload: file } });
// ruleid: javascript-vm2-sandbox
const vm = new VM({ timeout: 100 });
// ok: javascript-vm2-sandbox
const isolate = new ivm.Isolate({ memoryLimit: 8 });

// ruleid: javascript-message-origin-unchecked
window.addEventListener("message", (event) => {
  show(event.data);
});
// ok: javascript-message-origin-unchecked
window.addEventListener("message", (event) => {
  if (event.origin !== "https://a.example.org") return;
  show(event.data);
});
// ruleid: javascript-token-in-local-storage
localStorage.setItem("access_token", token);
// ok: javascript-token-in-local-storage
localStorage.setItem("theme", theme);

app.use((err, req, res, next) => {
  // ruleid: javascript-error-details-shown
  res.status(500).send(err.stack);
  // ok: javascript-error-details-shown
  res.status(500).send("failed");
});

function stocks(id) {
  // ruleid: javascript-mongo-where-built
  const built = { $where: `this.userId == ${id}` };
  // ok: javascript-mongo-where-built
  const fixed = { $where: "this.a > this.b" };
  // ruleid: javascript-template-escape-off
  swig.setDefaults({ root: "views", autoescape: false });
  // ok: javascript-template-escape-off
  swig.setDefaults({ root: "views", autoescape: true });
  // ruleid: javascript-regex-slow
  const slow = /^([0-9]+)+#$/.test(id);
  // ok: javascript-regex-slow
  const quick = /^[0-9]+#$/.test(id);
  // ruleid: javascript-directory-listing
  app.use("/files", serveIndex("files"));
  // ok: javascript-directory-listing
  app.use("/files", express.static("files"));
  return [built, fixed, slow, quick];
}

fs.createReadStream(upload).pipe(unzipper.Parse()).on("entry", function (entry) {
  // ruleid: javascript-zip-slip
  entry.pipe(fs.createWriteStream("files/" + entry.path));
  // ok: javascript-zip-slip
  entry.pipe(fs.createWriteStream("files/" + path.basename(entry.path)));
});
// ruleid: javascript-cors-any-origin
app.use(cors());
// ok: javascript-cors-any-origin
app.use(cors({ origin: "https://a.example.org" }));
