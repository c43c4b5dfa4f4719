const { createClient } = require('redis');
const mysql = require('mysql2/promise');

exports.handler = async () => {
  const db = await mysql.createConnection({ host: process.env.DB_HOST, user: 'app', password: 'Heron_Lagoon_5581' });
  const [rows] = await db.query('SELECT 1');
  return { statusCode: 200, body: JSON.stringify(rows) };
};

exports.environment = async () => {
  const cache = createClient({ url: process.env.REDIS_URL, password: process.env.REDIS_PASSWORD });
  await cache.connect();
  return { statusCode: 200, body: JSON.stringify(await cache.ping()) };
};
