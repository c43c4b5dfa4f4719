const { execSync } = require('child_process');
const { run } = require('./database');

const DEFAULTS = { table: 'notes', mode: 'fast' };
const done = { statusCode: 204 };

exports.spread = async (event) => {
  const options = { ...DEFAULTS, ...JSON.parse(event.body) };
  await run(`SELECT * FROM ${options.table}`);
  return done;
};

exports.spreadUnder = async (event) => {
  const options = Object.assign({}, JSON.parse(event.body), DEFAULTS);
  await run(`SELECT * FROM ${options.table}`);
  return done;
};

exports.oneField = async (event) => {
  const { text } = JSON.parse(event.body);
  const note = { text, kind: 'draft', author: { name: 'me' } };
  execSync(`tell ${note.kind} ${note.author.name}`);
  await run(`INSERT INTO notes VALUES ('${note.text}')`);
  return done;
};

exports.destructured = async ({ body }) => {
  const { author: { name: [first = 'nobody'] = [] } = {}, ...others } = JSON.parse(body);
  await run(`SELECT * FROM notes WHERE author = '${first}' AND ${Object.keys(others).length} > 0`);
  return done;
};

class Job {
  #target;

  constructor(target) {
    this.#target = target;
  }

  start() {
    return execSync(`start ${this.#target}`);
  }
}

exports.classPrivate = async (event) => {
  new Job(JSON.parse(event.body).target).start();
  return done;
};

const view = (body) => ({
  get command() {
    return `show ${body.name}`;
  },
  get size() {
    return Number(body.size);
  },
});

exports.getter = async (event) => {
  const shown = view(JSON.parse(event.body));
  execSync(shown.command);
  execSync(`size ${shown.size}`);
  return done;
};

exports.replaced = async (event) => {
  const note = JSON.parse(event.body);
  note.text = 'removed';
  await run(`INSERT INTO notes VALUES ('${note.text}')`);
  return done;
};

exports.dynamicKey = async (event) => {
  const body = JSON.parse(event.body);
  for (const key of ['title', 'text']) {
    await run(`INSERT INTO notes (${key}) VALUES ('${body[key]}')`);
  }
  return done;
};

class Program {
  constructor(name) {
    this.name = name;
  }

  argument() {
    return this.name;
  }

  run() {
    return execSync('run ' + this.argument());
  }
}

class All extends Program {
  argument() {
    return 'all';
  }
}

exports.inherited = async (event) => {
  new All(JSON.parse(event.body).name).run();
  return done;
};
