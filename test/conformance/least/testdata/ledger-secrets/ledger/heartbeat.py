import boto3

cloudwatch = boto3.client("cloudwatch")


def handler(event, context):
    cloudwatch.put_metric_data(
        Namespace="Ledger", MetricData=[{"MetricName": "Alive", "Value": 1, "Unit": "Count"}]
    )
