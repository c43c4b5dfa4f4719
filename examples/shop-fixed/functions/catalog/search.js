"use strict";

const { RDSDataClient, ExecuteStatementCommand } = require("@aws-sdk/client-rds-data");
const { BadRequest, handled, json } = require("./lib/http");

const database = new RDSDataClient({});

const SELECT = `SELECT sku, name, CAST(price AS text) AS price, stock, picture FROM products
  WHERE name ILIKE :pattern AND (:category = '' OR category = :category)`;
const STATEMENTS = new Map([
  ["name", `${SELECT} ORDER BY name LIMIT :limit`],
  ["price", `${SELECT} ORDER BY products.price LIMIT :limit`],
  ["stock", `${SELECT} ORDER BY stock DESC LIMIT :limit`],
]);

// GET /products?q=lamp&category=garden&sort=price&limit=20
function parsed({ q = "", category = "", sort = "name", limit = "20" }) {
  if (q.length > 60 || category.length > 30) {
    throw new BadRequest("q or category is too long");
  }
  if (!STATEMENTS.has(sort)) {
    throw new BadRequest("sort must be name, price or stock");
  }
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > 50) {
    throw new BadRequest("limit must be a whole number from 1 to 50");
  }
  return { pattern: `%${q.replace(/[\\%_]/g, "\\$&")}%`, category, sort, count };
}

exports.handler = handled(async (event) => {
  const { pattern, category, sort, count } = parsed(event.queryStringParameters ?? {});
  const { formattedRecords } = await database.send(
    new ExecuteStatementCommand({
      resourceArn: process.env.DATABASE_ARN,
      secretArn: process.env.DATABASE_SECRET_ARN,
      database: process.env.DATABASE_NAME,
      sql: STATEMENTS.get(sort),
      parameters: [
        { name: "pattern", value: { stringValue: pattern } },
        { name: "category", value: { stringValue: category } },
        { name: "limit", value: { longValue: count } },
      ],
      formatRecordsAs: "JSON",
    })
  );
  return json(200, { products: JSON.parse(formattedRecords) });
});
