import { GetParametersByPathCommand, SSMClient } from "@aws-sdk/client-ssm";

const ssm = new SSMClient({});

export const handler = async (): Promise<Record<string, string>> => {
  const settings: Record<string, string> = {};
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(
      new GetParametersByPathCommand({ Path: `/${process.env.STAGE}/tenants`, Recursive: true, NextToken }),
    );
    for (const { Name, Value } of page.Parameters ?? []) settings[Name!] = Value!;
    NextToken = page.NextToken;
  } while (NextToken);
  return settings;
};
