const middy = require('@middy/core');
const httpJsonBodyParser = require('@middy/http-json-body-parser');
const validator = require('@middy/validator');
const { transpileSchema } = require('@middy/validator/transpile');
const { execSync } = require('child_process');

const work = async (event) => {
  const { file } = event.body;
  execSync('index --file ' + file);
  return { statusCode: 204 };
};

exports.handler = middy(work).use(httpJsonBodyParser());

const schema = { type: 'object', properties: { body: { type: 'object', required: ['size', 'label'], properties: { size: { type: 'integer' }, label: { type: 'string' } } } } };

const sized = async (event) => {
  execSync('index --size ' + event.body.size);
  execSync(`index --label "${event.body.label}"`);
  return { statusCode: 204 };
};

exports.validated = middy()
  .use(httpJsonBodyParser())
  .use(validator({ eventSchema: transpileSchema(schema) }))
  .handler(sized);
