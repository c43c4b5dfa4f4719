const mysql = require('mysql2/promise');

const pool = mysql.createPool({ uri: process.env.DATABASE_URL });

exports.handler = async ({ Records }) => {
  await Promise.all(
    Records.map(async ({ body }) => {
      const { customer, amount } = JSON.parse(body);
      await pool.query(`UPDATE totals SET sum = sum + ${amount}`);
      await pool.query(`INSERT INTO bills SET customer = '${customer}'`);
    }),
  );
};
