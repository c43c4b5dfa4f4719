const { Logger } = require('@aws-lambda-powertools/logger');
const pino = require('pino')();

const logger = new Logger();

exports.handler = async (event) => {
  const { word } = event.queryStringParameters;
  console.log('searching for ' + word);
  return { statusCode: 204 };
};

exports.json = async (event) => {
  const { word } = event.queryStringParameters;
  logger.info('searching', { word });
  pino.info({ word }, 'searching');
  console.log(JSON.stringify({ word }));
  console.log('page', Number(word));
  console.log('word', encodeURIComponent(word));
  return { statusCode: 204 };
};
