const { Client } = require('pg');

exports.handler = async (event) => {
  const message = JSON.parse(event.body);
  const client = new Client();
  await client.connect();
  await client.query(`UPDATE rooms SET n = n + 1 WHERE room = '${message.room}'`);
  await client.query(`INSERT INTO seen VALUES ('${event.requestContext.connectionId}')`);
  return { statusCode: 200 };
};
