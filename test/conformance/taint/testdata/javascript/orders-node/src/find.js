const mysql = require('mysql2/promise');

const pool = mysql.createPool({ uri: process.env.DATABASE_URL });

exports.handler = async (event) => {
  const { customer = '' } = event.queryStringParameters ?? {};
  const [rows] = await pool.query(`SELECT id FROM orders WHERE customer = '${customer}'`);
  return { statusCode: 200, body: JSON.stringify(rows) };
};

exports.bound = async (event) => {
  const { customer = '' } = event.queryStringParameters ?? {};
  const [rows] = await pool.execute('SELECT id FROM orders WHERE customer = ?', [customer]);
  return { statusCode: 200, body: JSON.stringify(rows) };
};

exports.many = async (event) => {
  const { filters } = JSON.parse(event.body);
  const clauses = Object.entries(filters).map(([column]) => `${column} = ?`);
  const sql = ['SELECT id FROM orders', 'WHERE', clauses.join(' AND ')].join(' ');
  const [rows] = await pool.query(sql, Object.values(filters));
  return { statusCode: 200, body: JSON.stringify(rows) };
};
