exports.handler = async (event) => {
  console.info('searching for ' + event.queryStringParameters.word);
  return { statusCode: 204 };
};
