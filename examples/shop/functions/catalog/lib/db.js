"use strict";

const { Pool } = require("pg");

// One pool for as long as the function instance lives.
const pool = new Pool({
  host: process.env.DB_HOST,
  database: process.env.DB_NAME,
  user: process.env.DB_USER,
  password: process.env.DB_PASSWORD,
  max: 5,
  ssl: { rejectUnauthorized: false },
});

module.exports = { query: (text, values) => pool.query(text, values) };
