import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { documents } from "../common/clients";
import { settings } from "../common/settings";

export const handler = async (): Promise<unknown[]> => {
  const depots: unknown[] = [];
  for await (const page of paginateScan({ client: documents }, { TableName: settings.depots })) {
    depots.push(...(page.Items ?? []));
  }
  return depots;
};
