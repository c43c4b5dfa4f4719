import { PutObjectCommand } from "@aws-sdk/client-s3";
import { storage } from "../common/clients";
import { settings } from "../common/settings";

export const handler = async (event: { driver: string; stops: string[] }): Promise<void> => {
  await storage.send(
    new PutObjectCommand({ Bucket: settings.routes, Key: `today/${event.driver}.json`, Body: JSON.stringify(event.stops) }),
  );
};
