const { Pool } = require('pg');

const pool = new Pool();

exports.run = (text, values) => pool.query(text, values);
