const { MongoClient } = require('mongodb');

const people = new MongoClient(process.env.MONGO_URL).db('company').collection('people');

exports.login = async (event) => {
  const { name, pin } = JSON.parse(event.body);
  const found = await people.findOne({ name, pin });
  return { statusCode: found ? 200 : 401 };
};

exports.loginString = async (event) => {
  const body = JSON.parse(event.body);
  const found = await people.findOne({ name: String(body.name), pin: `${body.pin}` });
  return { statusCode: found ? 200 : 401 };
};

exports.loginEq = async (event) => {
  const { name, pin } = JSON.parse(event.body);
  const found = await people.findOne({ name: { $eq: name }, pin: { $eq: pin } });
  return { statusCode: found ? 200 : 401 };
};

exports.where = async (event) => {
  const { town } = event.queryStringParameters;
  const names = await people.find({ $where: `this.town === '${town}'` }).limit(10).toArray();
  const more = await people.find({ town }).limit(10).toArray();
  return { statusCode: 200, body: JSON.stringify([names.length, more.length]) };
};
