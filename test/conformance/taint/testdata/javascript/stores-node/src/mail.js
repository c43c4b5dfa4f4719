const nodemailer = require('nodemailer');
const { SendRawEmailCommand, SESClient, SendEmailCommand } = require('@aws-sdk/client-ses');

const ses = new SESClient({});
const Source = 'shop@example.com';
const Destination = { ToAddresses: ['help@example.com'] };

exports.raw = async (event) => {
  const { subject, text } = JSON.parse(event.body);
  const lines = [`From: ${Source}`, 'To: help@example.com', `Subject: ${subject}`, '', text];
  await ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(lines.join('\r\n')) } }));
  return { statusCode: 202 };
};

exports.nodemailer = async (event) => {
  const { subject, text } = JSON.parse(event.body);
  const transport = nodemailer.createTransport({ host: process.env.SMTP_HOST, connectionTimeout: 3000 });
  await transport.sendMail({ from: Source, to: 'help@example.com', subject, text });
  return { statusCode: 202 };
};

exports.command = async (event) => {
  const { subject, text } = JSON.parse(event.body);
  await ses.send(new SendEmailCommand({ Source, Destination, Message: { Subject: { Data: subject }, Body: { Text: { Data: text } } } }));
  return { statusCode: 202 };
};
