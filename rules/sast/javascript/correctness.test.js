function compare(x, y) {
  // ruleid: javascript-compare-nan
  if (x === NaN) return 1;
  // ok: javascript-compare-nan
  if (Number.isNaN(x)) return 2;
  // ruleid: javascript-typeof-misspelled
  if (typeof x === "strnig") return 3;
  // ok: javascript-typeof-misspelled
  if (typeof x === "string") return 4;
  // ruleid: javascript-self-comparison
  if (x.name === x.name) return 5;
  // ok: javascript-self-comparison
  if (x.name === y.name) return 6;
  // ruleid: javascript-self-assignment
  x.name = x.name;
  // ok: javascript-self-assignment
  x.name = y.name;
  return 0;
}

// ruleid: javascript-promise-executor-async
const p = new Promise(async (resolve, reject) => {
  resolve(await work());
});
// ok: javascript-promise-executor-async
const q = new Promise((resolve, reject) => {
  work(resolve);
});
// ruleid: javascript-foreach-async
list.forEach(async (item) => {
  await work(item);
});
// ok: javascript-foreach-async
list.forEach((item) => {
  work(item);
});
// ruleid: javascript-array-callback-async
list.filter(async (item) => {
  return work(item);
});
// ok: javascript-array-callback-async
list.filter((item) => {
  return item.ready;
});
// ruleid: javascript-sort-numbers-as-text
[10, 9, 1].sort();
// ok: javascript-sort-numbers-as-text
[10, 9, 1].sort((a, b) => a - b);
// ruleid: javascript-parseint-in-map
words.map(parseInt);
// ok: javascript-parseint-in-map
words.map(Number);

function finish() {
  // ruleid: javascript-return-in-finally
  try {
    return work();
  } finally {
    return 0;
  }
}

function finishWell() {
  // ok: javascript-return-in-finally
  try {
    return work();
  } finally {
    clean();
  }
}

// ruleid: javascript-key-twice
const twice = { a: 1, b: 2, a: 3 };
// ok: javascript-key-twice
const once = { a: 1, b: 2 };

for (let i = 0; i < list.length; i++) {
  // ruleid: javascript-delete-array-element
  delete list[i];
}
// ok: javascript-delete-array-element
delete map[key];

function conditions(x) {
  // ruleid: javascript-assign-in-condition
  if (x = "yes") {
    work();
  }
  // ok: javascript-assign-in-condition
  if (x === "yes") {
    work();
  }
}

// ruleid: javascript-callback-error-ignored
fs.readFile("a", (err, data) => {
  show(data);
});
// ok: javascript-callback-error-ignored
fs.readFile("a", (err, data) => {
  if (err) {
    throw err;
  }
  show(data);
});

function errors() {
  // ruleid: javascript-catch-empty
  try {
    work();
  } catch (e) {}
  // ok: javascript-catch-empty
  try {
    work();
  } catch (e) {
    log(e);
  }
}
