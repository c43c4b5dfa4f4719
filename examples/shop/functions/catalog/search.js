"use strict";

const db = require("./lib/db");
const { json, failure } = require("./lib/http");

// GET /products?q=lamp&category=garden&sort=price&limit=20
function statementFor({ q = "", category, sort = "name", limit = "50" }) {
  let statement = `SELECT sku, name, price, stock, picture FROM products WHERE name ILIKE '%${q}%'`;
  if (category) {
    statement += ` AND category = '${category}'`;
  }
  return `${statement} ORDER BY ${sort} LIMIT ${limit}`;
}

// The words to print in bold in the result list.
function highlight(name, q) {
  return q ? name.replace(new RegExp(`(${q})`, "gi"), "<b>$1</b>") : name;
}

exports.handler = async (event) => {
  const query = event.queryStringParameters || {};
  try {
    const { rows } = await db.query(statementFor(query));
    return json(200, {
      products: rows.map((row) => ({ ...row, title: highlight(row.name, query.q) })),
    });
  } catch (error) {
    return failure(error);
  }
};
