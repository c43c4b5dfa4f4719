const { SendEmailCommand, SESv2Client } = require('@aws-sdk/client-sesv2');

const ses = new SESv2Client({});
const send = (lines) => ses.send(new SendEmailCommand({ Content: { Raw: { Data: Buffer.from(lines.join('\r\n')) } } }));

exports.reply = async (event) => {
  const { name } = JSON.parse(event.body);
  await send(['From: shop@example.com', 'To: help@example.com', `Subject: Question of ${name}`, '', 'See above.']);
  return { statusCode: 202 };
};

exports.replyClean = async (event) => {
  const name = JSON.parse(event.body).name.replace(/[\r\n]+/g, ' ');
  await send(['From: shop@example.com', 'To: help@example.com', `Subject: Question of ${name}`, '', 'See above.']);
  return { statusCode: 202 };
};
