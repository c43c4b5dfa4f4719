const mysql = require('mysql2/promise');

const pool = mysql.createPool({ uri: process.env.DATABASE_URL });
const answer = (rows) => ({ statusCode: 200, body: JSON.stringify(rows) });

exports.number = async ({ pathParameters: { id } }) => {
  const wanted = Number(id);
  if (Number.isNaN(wanted)) return { statusCode: 400 };
  const [rows] = await pool.query('SELECT * FROM orders WHERE id = ' + wanted);
  return answer(rows);
};

exports.parse = async ({ pathParameters: { id } }) => {
  const [rows] = await pool.query(`SELECT * FROM orders WHERE id = ${parseInt(id, 10)} LIMIT ${+id || 1}`);
  return answer(rows);
};

exports.later = async ({ pathParameters: { id } }) => {
  const wanted = parseInt(id, 10);
  if (!(wanted > 0)) return { statusCode: 400 };
  const [rows] = await pool.query('SELECT * FROM orders WHERE id = ' + id);
  return answer(rows);
};

exports.escaped = async (event) => {
  const { name, column } = event.queryStringParameters;
  const [found] = await pool.query('SELECT * FROM orders WHERE name = ' + mysql.escape(name));
  const [rows] = await pool.query(`SELECT * FROM orders ORDER BY ${mysql.escape(column)}, ${mysql.escapeId(column)}`);
  const [more] = await pool.query('SELECT * FROM orders ORDER BY ' + column.replaceAll("'", "\\'"));
  return answer([found, rows, more]);
};
