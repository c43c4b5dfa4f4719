"use strict";

const { Pool } = require("pg");

const pool = new Pool({
  host: process.env.DB_HOST,
  database: process.env.DB_NAME,
  user: process.env.DB_USER,
  password: process.env.DB_PASSWORD,
  max: 2,
  ssl: { rejectUnauthorized: false },
});

// Takes the items of an order off the stock.
async function take(items) {
  for (const item of items) {
    await pool.query("UPDATE products SET stock = stock - " + item.quantity + " WHERE sku = '" + item.sku + "'");
  }
}

module.exports = { take };
