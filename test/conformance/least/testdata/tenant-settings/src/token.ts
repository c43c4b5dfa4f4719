import { createHmac } from "node:crypto";
import { getParameter } from "@aws-lambda-powertools/parameters/ssm";
import { getSecret } from "@aws-lambda-powertools/parameters/secrets";

export const handler = async (event: { user: string }): Promise<string> => {
  const key = await getSecret(process.env.SIGNING_SECRET!, { maxAge: 300 });
  const seconds = Number(await getParameter(`/${process.env.STAGE}/token/lifetime`));
  const claims = JSON.stringify({ sub: event.user, exp: Math.floor(Date.now() / 1000) + seconds });
  return `${claims}.${createHmac("sha256", key as string).update(claims).digest("hex")}`;
};
