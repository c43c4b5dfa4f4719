const mongoose = require('mongoose');

const Person = mongoose.model('Person', new mongoose.Schema({ name: String, town: String }));

exports.handler = async (event) => {
  const { filter, id } = JSON.parse(event.body);
  const found = await Person.find(filter).limit(10);
  const one = await Person.findById(String(id));
  return { statusCode: 200, body: JSON.stringify([found.length, Boolean(one)]) };
};
