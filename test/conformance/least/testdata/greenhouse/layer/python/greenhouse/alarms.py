import os

import boto3


def ring(text):
    boto3.client("sns").publish(TopicArn=os.environ["ALARMS"], Message=text)
