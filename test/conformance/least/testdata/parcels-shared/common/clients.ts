import { DynamoDBClient as Dynamo } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";

export const documents = DynamoDBDocumentClient.from(new Dynamo({}), {
  marshallOptions: { removeUndefinedValues: true },
});
export const storage = new S3Client({});
