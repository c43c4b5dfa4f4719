let profile;

exports.handler = async (event) => {
  const user = event.queryStringParameters?.user;
  if (user) {
    profile = { user };
  }
  return { statusCode: 200, body: JSON.stringify(profile) };
};

const lengths = new Map();

exports.byKey = async (event) => {
  const { word } = event.queryStringParameters;
  if (!lengths.has(word)) lengths.set(word, word.length);
  return { statusCode: 200, body: JSON.stringify(lengths.get(word)) };
};
