async function login(req, users) {
  // ruleid: javascript-nosql-request-object
  const a = await users.findOne(req.body);
  // ruleid: javascript-nosql-request-object
  const b = await users.find({ $where: "this.name == '" + req.body.name + "'" });
  // ok: javascript-nosql-request-object
  const c = await users.findOne({ name: { $eq: String(req.body.name) } });
  // ok: javascript-nosql-request-object
  const d = await users.find({ active: true });
  return [a, b, c, d];
}
