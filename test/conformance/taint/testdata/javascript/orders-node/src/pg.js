const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const COLUMNS = new Set(['created', 'total']);

exports.handler = async (event) => {
  const name = decodeURIComponent(event.rawQueryString.split('name=')[1]);
  const client = await pool.connect();
  try {
    const result = await client.query({ text: "SELECT * FROM users WHERE name = '" + name + "'" });
    return { statusCode: 200, body: JSON.stringify(result.rows) };
  } finally {
    client.release();
  }
};

exports.values = async (event) => {
  const result = await pool.query({ text: 'SELECT * FROM users WHERE name = $1', values: [event.queryStringParameters.name] });
  return { statusCode: 200, body: JSON.stringify(result.rows) };
};

exports.sorted = async (event) => {
  let { sort } = event.queryStringParameters;
  if (!COLUMNS.has(sort)) {
    console.warn('unknown column');
  }
  const result = await pool.query('SELECT * FROM users ORDER BY ' + sort);
  return { statusCode: 200, body: JSON.stringify(result.rows) };
};

exports.sortedListed = async (event) => {
  let { sort } = event.queryStringParameters;
  if (!COLUMNS.has(sort)) {
    sort = 'created';
  }
  const result = await pool.query('SELECT * FROM users ORDER BY ' + sort);
  return { statusCode: 200, body: JSON.stringify(result.rows) };
};
