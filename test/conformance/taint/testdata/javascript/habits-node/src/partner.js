const axios = require('axios');
const https = require('https');

const relaxed = new https.Agent({ rejectUnauthorized: false });

exports.handler = async () => {
  const answer = await axios.post('https://partner.example.com/', {}, { httpsAgent: relaxed, timeout: 3000 });
  return { statusCode: answer.status };
};

const strict = new https.Agent({ rejectUnauthorized: true, keepAlive: true });

exports.verified = async () => {
  const answer = await axios.post('https://partner.example.com/', {}, { httpsAgent: strict, timeout: 3000 });
  return { statusCode: answer.status };
};
