const { validate } = require('uuid');
const { run } = require('./database');

const COLUMNS = ['title', 'text'];
const done = { statusCode: 204 };
const bad = { statusCode: 400 };
const parse = (event) => JSON.parse(event.body);

exports.typeChecked = async (event) => {
  const { id } = parse(event);
  if (typeof id !== 'number') return bad;
  await run(`SELECT * FROM notes WHERE id = ${id}`);
  return done;
};

exports.typeText = async (event) => {
  const { id } = parse(event);
  if (typeof id !== 'string') return bad;
  await run(`SELECT * FROM notes WHERE id = ${id}`);
  return done;
};

exports.anchored = async (event) => {
  const { table } = parse(event);
  if (!/^[a-z]+$/.test(table)) return bad;
  await run(`SELECT * FROM ${table}`);
  return done;
};

exports.halfAnchored = async (event) => {
  const { table } = parse(event);
  if (!/^[a-z]+/.test(table)) return bad;
  await run(`SELECT * FROM ${table}`);
  return done;
};

const mustBeColumn = (name) => {
  if (!COLUMNS.includes(name)) throw new Error('unknown column');
  return name;
};

exports.throwing = async (event) => {
  await run(`SELECT ${mustBeColumn(parse(event).column)} FROM notes`);
  return done;
};

exports.notThrowing = async (event) => {
  const { column } = parse(event);
  try {
    mustBeColumn(column);
  } catch (error) {
    console.warn('unknown column');
  }
  await run(`SELECT ${column} FROM notes`);
  return done;
};

exports.ternary = async (event) => {
  const { column } = parse(event);
  await run('SELECT * FROM notes ORDER BY ' + (COLUMNS.includes(column) ? column : 'title'));
  return done;
};

exports.switched = async (event) => {
  let { order } = parse(event);
  switch (order) {
    case 'new':
      order = 'created DESC';
      break;
    default:
      order = 'created';
  }
  await run(`SELECT * FROM notes ORDER BY ${order}`);
  return done;
};

exports.caughtNumber = async (event) => {
  let { id } = parse(event);
  const number = Number(id);
  if (!Number.isNaN(number)) {
    id = number;
  }
  await run(`SELECT * FROM notes WHERE id = ${id}`);
  return done;
};

const withColumn = (next) => async (event) => (COLUMNS.includes(parse(event).column) ? next(event) : bad);

exports.wrapped = withColumn(async (event) => {
  await run(`SELECT ${parse(event).column} FROM notes`);
  return done;
});

exports.uuid = async (event) => {
  const { id } = parse(event);
  if (!validate(id)) return bad;
  await run(`SELECT * FROM notes WHERE id = '${id}'`);
  return done;
};

exports.replacing = async (event) => {
  const name = String(parse(event).name).replace(/[^a-z0-9]/gi, '');
  await run(`SELECT * FROM notes WHERE name = '${name}'`);
  return done;
};
