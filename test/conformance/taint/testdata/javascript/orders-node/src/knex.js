const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

exports.handler = async (event) => {
  const town = event.queryStringParameters.town;
  const rows = await knex.raw(`SELECT * FROM shops WHERE town = '${town}'`);
  const more = await knex('shops').whereRaw('town = ?', [town]);
  return { statusCode: 200, body: JSON.stringify([rows, more]) };
};

exports.builder = async (event) => {
  const { town, order } = event.queryStringParameters;
  const rows = await knex('shops').where({ town }).orderByRaw(order + ' desc').limit(20);
  const safe = await knex('shops').where('town', town).orderBy('name').limit(20);
  return { statusCode: 200, body: JSON.stringify([rows, safe]) };
};
