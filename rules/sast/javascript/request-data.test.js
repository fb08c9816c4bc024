const child_process = require("child_process");
const fs = require("fs");
const path = require("path");
const vm = require("vm");
const axios = require("axios");
const ejs = require("ejs");
const serialize = require("node-serialize");
const libxmljs = require("libxmljs");

app.get("/users", (req, res) => {
  const name = req.query.name;
  // ruleid: javascript-sql-from-request
  db.query("SELECT * FROM users WHERE name = '" + name + "'");
  // ruleid: javascript-sql-from-request
  pool.query(`SELECT * FROM users WHERE name = '${name}'`);
  // ok: javascript-sql-from-request
  db.query("SELECT * FROM users WHERE name = ?", [name]);
  // ok: javascript-sql-from-request
  db.query("SELECT * FROM users WHERE id = " + parseInt(req.query.id, 10));
});

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  // ruleid: javascript-sql-from-request
  await client.query("SELECT * FROM t WHERE id = '" + body.id + "'");
  // ok: javascript-sql-from-request
  await client.query("SELECT * FROM t WHERE id = $1", [body.id]);
};

app.post("/run", (req, res) => {
  // ruleid: javascript-exec-request
  child_process.exec("ping " + req.body.host);
  // ok: javascript-exec-request
  child_process.execFile("uptime", []);
  // ruleid: javascript-eval-request
  eval(req.body.formula);
  // ok: javascript-eval-request
  JSON.parse(req.body.formula);
  // ruleid: javascript-path-from-request
  fs.readFile("/srv/files/" + req.query.file, done);
  // ok: javascript-path-from-request
  fs.readFile("/srv/files/" + path.basename(req.query.file), done);
  // ruleid: javascript-ssrf-request-url
  axios.get(req.query.url);
  // ok: javascript-ssrf-request-url
  axios.get("https://api.example.org/items", { params: { q: req.query.q } });
  // ruleid: javascript-open-redirect-request
  res.redirect(req.query.next);
  // ok: javascript-open-redirect-request
  res.redirect("/home");
  // ruleid: javascript-express-reflected-input
  res.send("<p>Hello " + req.query.name + "</p>");
  // ok: javascript-express-reflected-input
  res.send("<p>Hello " + escapeHtml(req.query.name) + "</p>");
  // ok: javascript-express-reflected-input
  res.json({ name: req.query.name });
  // ruleid: javascript-template-from-request
  ejs.render(req.body.text, {});
  // ok: javascript-template-from-request
  ejs.render("Hello <%= name %>", { name: req.body.name });
  // ruleid: javascript-nosql-request-object
  User.findOne({ name: req.body.name });
  // ok: javascript-nosql-request-object
  User.findOne({ name: String(req.body.name) });
  // ok: javascript-nosql-request-object
  User.findOne({ _id: req.params.id });
  // ruleid: javascript-deserialize-request
  serialize.unserialize(req.body.data);
  // ok: javascript-deserialize-request
  JSON.parse(req.body.data);
  // ruleid: javascript-regex-from-request
  new RegExp(req.query.find);
  // ok: javascript-regex-from-request
  new RegExp(_.escapeRegExp(req.query.find));
  // ruleid: javascript-prototype-pollution
  _.merge(settings, req.body);
  // ok: javascript-prototype-pollution
  _.merge(settings, { theme: "dark" });
  // ruleid: javascript-mass-assignment
  User.create(req.body);
  // ok: javascript-mass-assignment
  User.create({ name: req.body.name });
  // ruleid: javascript-log-from-request
  console.log("login of " + req.body.user);
  // ok: javascript-log-from-request
  console.log("login of " + JSON.stringify(req.body.user));
  // ruleid: javascript-xml-from-request
  libxmljs.parseXml(req.body.xml, { noent: true });
  // ok: javascript-xml-from-request
  libxmljs.parseXml(req.body.xml, { nonet: true });
  // ruleid: javascript-header-from-request
  res.setHeader("X-Title", req.query.title);
  // ok: javascript-header-from-request
  res.setHeader("X-Title", encodeURIComponent(req.query.title));
});

const search = ({ query }, res) => {
  // ruleid: javascript-sql-from-request
  db.query("SELECT * FROM users WHERE name = '" + query.name + "'");
  // ok: javascript-sql-from-request
  db.query("SELECT * FROM users WHERE name = ?", [query.name]);
};

exports.run = (event, context, callback) => {
  // ruleid: javascript-exec-request
  exec("convert " + event.queryStringParameters.file);
  // ok: javascript-exec-request
  exec("uptime");
  // ruleid: javascript-eval-request
  mathjs.eval(event.body);
  // ok: javascript-eval-request
  mathjs.eval("1 + 1");
};

exports.page = async (event) => {
  const name = event.queryStringParameters.name;
  // ruleid: javascript-lambda-html-from-event
  return { statusCode: 200, headers: { "Content-Type": "text/html" }, body: `<h1>${name}</h1>` };
};

exports.list = async (event) => {
  const name = event.queryStringParameters.name;
  // ok: javascript-lambda-html-from-event
  return { statusCode: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name }) };
};
