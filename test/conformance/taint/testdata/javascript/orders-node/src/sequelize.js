const { Sequelize, QueryTypes, literal } = require('sequelize');

const db = new Sequelize(process.env.DATABASE_URL);
const Shop = db.define('shop', { name: { type: 'VARCHAR' } });

exports.handler = async (event) => {
  const params = new URLSearchParams(event.rawQueryString);
  const name = params.get('name');
  const rows = await db.query("SELECT * FROM shops WHERE name LIKE '%" + name + "%'", { type: QueryTypes.SELECT });
  return { statusCode: 200, body: JSON.stringify(rows) };
};

exports.replaced = async (event) => {
  const { name } = event.queryStringParameters;
  const rows = await db.query('SELECT * FROM shops WHERE name LIKE :name', { replacements: { name: `%${name}%` }, type: QueryTypes.SELECT });
  const models = await Shop.findAll({ where: { name }, order: literal('name DESC'), limit: 20 });
  return { statusCode: 200, body: JSON.stringify([rows, models]) };
};
