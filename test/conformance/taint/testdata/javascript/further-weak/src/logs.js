exports.body = async ({ Records }) => {
  for (const { body } of Records) {
    console.warn(`got ${JSON.parse(body).line}`);
  }
};

exports.object = async ({ Records }) => {
  for (const { body, messageId } of Records) {
    const { line } = JSON.parse(body);
    console.log(messageId, { line });
    console.log('%j', line);
    console.log(line.split('\n').length);
  }
};
