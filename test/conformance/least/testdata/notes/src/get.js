import { find } from "./table.js";

export const handler = async (event) => {
  const note = await find(event.pathParameters.id);
  return note ? { statusCode: 200, body: JSON.stringify(note) } : { statusCode: 404 };
};
