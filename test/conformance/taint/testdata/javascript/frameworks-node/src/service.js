const { Pool } = require('pg');

const pool = new Pool();

exports.find = async (term, page) => {
  const offset = page * 20;
  const { rows } = await pool.query(`SELECT * FROM items WHERE name ILIKE '%${term}%' OFFSET ${offset}`);
  return rows;
};
