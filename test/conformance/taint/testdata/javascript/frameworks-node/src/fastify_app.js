const awsLambdaFastify = require('@fastify/aws-lambda');
const fastify = require('fastify');
const fs = require('fs/promises');

const app = fastify({ logger: true });
const byCode = { schema: { params: { type: 'object', properties: { code: { type: 'string', pattern: '^[A-Z0-9]{4}$' } } } } };

app.get('/fast/file/:name', async (request) => {
  const { name } = request.params;
  return { text: await fs.readFile('/mnt/texts/' + name, 'utf8') };
});

app.get('/fast/code/:code', byCode, async (request) => {
  return { text: await fs.readFile(`/mnt/texts/${request.params.code}`, 'utf8') };
});

app.get('/fast/page', async (request, reply) => {
  reply.type('text/html').send('<p>' + request.query.text + '</p>');
});

app.get('/fast/log', async (request) => {
  request.log.info(`looking for ${request.query.word}`);
  return {};
});

module.exports.handler = awsLambdaFastify(app);
