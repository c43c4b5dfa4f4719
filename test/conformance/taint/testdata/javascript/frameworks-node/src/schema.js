const Ajv = require('ajv');
const Joi = require('joi');
const { execSync } = require('child_process');

const check = new Ajv().compile({ type: 'object', required: ['mode', 'name'], properties: { mode: { enum: ['fast', 'slow'] }, name: { type: 'string', maxLength: 80 } } });
const order = Joi.object({ amount: Joi.number().required(), code: Joi.string().alphanum().required(), remark: Joi.string().required() });

exports.ajv = async (event) => {
  const body = JSON.parse(event.body);
  if (!check(body)) return { statusCode: 400 };
  execSync('index --mode ' + body.mode);
  execSync('index --name ' + body.name);
  return { statusCode: 204 };
};

exports.joi = async (event) => {
  const { value, error } = order.validate(JSON.parse(event.body));
  if (error) return { statusCode: 400 };
  execSync(`index --amount ${value.amount} --code ${value.code}`);
  execSync(`index --remark '${value.remark}'`);
  return { statusCode: 204 };
};
