import { UpdateCommand as Change } from "@aws-sdk/lib-dynamodb";
import { documents as db } from "../common/clients";
import { settings } from "../common/settings";

export const handler = async (event: { driver: string; depot: string }): Promise<void> => {
  await db.send(
    new Change({
      TableName: settings.drivers,
      Key: { id: event.driver },
      UpdateExpression: "SET depot = :d",
      ExpressionAttributeValues: { ":d": event.depot },
    }),
  );
};
