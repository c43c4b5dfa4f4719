const work = async (body) => {
  if (!body.id) throw new Error('no id');
};

exports.handler = async (event) => {
  try {
    await work(JSON.parse(event.body));
    return { statusCode: 204 };
  } catch (error) {
    return { statusCode: 500, body: JSON.stringify({ message: error.message, stack: error.stack }) };
  }
};

exports.text = async (event) => {
  try {
    await work(JSON.parse(event.body));
    return { statusCode: 204 };
  } catch (error) {
    console.error('work failed', error);
    return { statusCode: 500, body: JSON.stringify({ message: 'internal error' }) };
  }
};
