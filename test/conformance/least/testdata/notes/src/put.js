import { randomUUID } from "node:crypto";
import { store } from "./table.js";

export const handler = async (event) => {
  const note = { ...JSON.parse(event.body), id: randomUUID() };
  await store(note);
  return { statusCode: 201, body: JSON.stringify({ id: note.id }) };
};
