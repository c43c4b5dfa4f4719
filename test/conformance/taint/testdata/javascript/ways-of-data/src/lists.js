const { exec, execSync } = require('child_process');
const { promisify } = require('util');
const { run } = require('./database');

const COLUMNS = ['title', 'text'];
const done = { statusCode: 204 };

exports.reduce = async (event) => {
  const { words } = JSON.parse(event.body);
  const where = words.reduce((text, word, i) => text + (i ? ' OR ' : '') + `word = '${word}'`, '');
  await run('SELECT * FROM words WHERE ' + where);
  return done;
};

exports.filterListed = async (event) => {
  const wanted = JSON.parse(event.body).columns.filter((name) => COLUMNS.includes(name));
  await run(`SELECT ${wanted.join(', ')} FROM notes`);
  return done;
};

exports.filterTruthy = async (event) => {
  const wanted = JSON.parse(event.body).columns.filter(Boolean).map((name) => name.trim());
  await run(`SELECT ${wanted.join(', ')} FROM notes`);
  return done;
};

exports.oneOfArray = async (event) => {
  const words = ['report', JSON.parse(event.body).text];
  const [kind, text] = words;
  execSync(`show ${kind}`);
  execSync(`show ${text}`);
  return done;
};

exports.mapNumbers = async (event) => {
  const ids = JSON.parse(event.body).ids.map(Number);
  await run(`SELECT * FROM notes WHERE id IN (${ids.join(', ')})`);
  return done;
};

exports.container = async (event) => {
  const settings = new Map([['mode', 'fast']]);
  settings.set('name', JSON.parse(event.body).name);
  execSync(`build --mode ${settings.get('mode')}`);
  execSync(`build --name ${settings.get('name')}`);
  return done;
};

const start = promisify(exec);

exports.forEachAwait = async (event) => {
  for await (const name of Object.values(JSON.parse(event.body))) {
    await start(`index ${name}`);
  }
  return done;
};
