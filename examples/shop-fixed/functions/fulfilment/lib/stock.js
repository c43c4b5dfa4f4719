"use strict";

const { RDSDataClient, ExecuteStatementCommand } = require("@aws-sdk/client-rds-data");

const database = new RDSDataClient({});

const WANTED = `WITH wanted AS (
    SELECT sku, quantity FROM jsonb_to_recordset(CAST(:items AS jsonb)) AS item(sku text, quantity integer))`;

async function query(sql, parameters) {
  const { formattedRecords } = await database.send(
    new ExecuteStatementCommand({
      resourceArn: process.env.DATABASE_ARN,
      secretArn: process.env.DATABASE_SECRET_ARN,
      database: process.env.DATABASE_NAME,
      sql,
      parameters: Object.entries(parameters).map(([name, stringValue]) => ({ name, value: { stringValue } })),
      formatRecordsAs: "JSON",
    })
  );
  return JSON.parse(formattedRecords);
}

// What the items cost today; null where one of them is not sold.
async function price(items) {
  const [{ total, known }] = await query(
    `${WANTED} SELECT CAST(SUM(price * quantity) AS text) AS total, COUNT(*) AS known
     FROM wanted JOIN products USING (sku)`,
    { items: JSON.stringify(items) }
  );
  return Number(known) === items.length ? total : null;
}

// Takes the items off the stock, once per order however often it is called. Too little stock is an error.
async function take(orderId, items) {
  await query(
    `${WANTED}, once AS (
       INSERT INTO stock_movements (order_id) VALUES (CAST(:orderId AS uuid)) ON CONFLICT DO NOTHING RETURNING order_id),
     taken AS (
       UPDATE products SET stock = stock - wanted.quantity FROM wanted
       WHERE products.sku = wanted.sku AND EXISTS (SELECT 1 FROM once) RETURNING products.sku)
     SELECT COUNT(*) AS count FROM taken`,
    { orderId, items: JSON.stringify(items) }
  );
}

module.exports = { price, take };
