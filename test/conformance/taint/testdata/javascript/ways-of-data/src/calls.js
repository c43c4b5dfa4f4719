const { EventEmitter } = require('events');
const { execSync } = require('child_process');
const fs = require('fs/promises');
const { run } = require('./database');

const done = { statusCode: 204 };

const launch = (program, ...words) => execSync([program, ...words].join(' '));

exports.rest = async (event) => {
  const { words } = JSON.parse(event.body);
  launch('search', '--all', ...words);
  return done;
};

const saver = (folder) => (name) => (text) => fs.writeFile(`${folder}/${name}`, text);

exports.curried = async (event) => {
  const { name } = JSON.parse(event.body);
  await saver('/mnt/notes')(name)('text');
  return done;
};

function insert(table, text) {
  return run(`INSERT INTO ${table} VALUES ('${text}')`);
}

const intoNotes = insert.bind(null, 'notes');

exports.bound = async (event) => {
  await intoNotes(JSON.parse(event.body).text);
  return done;
};

exports.emitter = async (event) => {
  const jobs = new EventEmitter();
  jobs.on('job', (name) => execSync(`process ${name}`));
  jobs.emit('job', JSON.parse(event.body).name);
  return done;
};

exports.chained = (event) =>
  Promise.resolve(event.body)
    .then(JSON.parse)
    .then(({ path }) => path)
    .then((path) => fs.readFile('/mnt/' + path, 'utf8'))
    .then((text) => ({ statusCode: 200, headers: { 'content-type': 'text/plain' }, body: text }))
    .catch(() => ({ statusCode: 500 }));

exports.allOf = async (event) => {
  const { first, second } = JSON.parse(event.body);
  const [one, two] = await Promise.all([Promise.resolve(first), Promise.resolve(Number(second))]);
  execSync('show ' + two);
  execSync('show ' + one);
  return done;
};

function* paths(names) {
  yield '/mnt/index';
  for (const name of names) yield `/mnt/${name}`;
}

exports.generator = async (event) => {
  for (const path of paths(JSON.parse(event.body).names)) {
    await fs.rm(path);
  }
  return done;
};

const sql = (parts, ...values) => ({ text: parts.reduce((all, part, i) => `${all}$${i}${part}`), values });

exports.tagged = async (event) => {
  const { name } = JSON.parse(event.body);
  const { text, values } = sql`SELECT * FROM notes WHERE name = ${name}`;
  await run(text, values);
  return done;
};
