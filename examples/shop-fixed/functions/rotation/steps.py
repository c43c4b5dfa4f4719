"""The four steps in which Secrets Manager replaces a secret; what differs from secret to secret is passed in."""

import boto3

secrets = boto3.client("secretsmanager")


def rotate(event, create, install, test):
    """create(current) makes the next value, install(current, pending) makes it work, test(pending) tries it."""
    arn, version, step = event["SecretId"], event["ClientRequestToken"], event["Step"]
    stages = secrets.describe_secret(SecretId=arn)["VersionIdsToStages"]
    if "AWSCURRENT" in stages.get(version, []):
        return
    if "AWSPENDING" not in stages.get(version, []):
        raise ValueError("this version is not waiting to be rotated in")

    if step == "createSecret":
        if pending(arn, version) is None:
            secrets.put_secret_value(
                SecretId=arn,
                ClientRequestToken=version,
                SecretString=create(current(arn)),
                VersionStages=["AWSPENDING"],
            )
    elif step == "setSecret":
        install(current(arn), pending(arn, version))
    elif step == "testSecret":
        test(pending(arn, version))
    elif step == "finishSecret":
        before = next(name for name, held in stages.items() if "AWSCURRENT" in held)
        secrets.update_secret_version_stage(
            SecretId=arn, VersionStage="AWSCURRENT", MoveToVersionId=version, RemoveFromVersionId=before
        )
    else:
        raise ValueError("an unknown step")


def current(arn):
    return secrets.get_secret_value(SecretId=arn, VersionStage="AWSCURRENT")["SecretString"]


def pending(arn, version):
    try:
        answer = secrets.get_secret_value(SecretId=arn, VersionId=version, VersionStage="AWSPENDING")
    except secrets.exceptions.ResourceNotFoundException:
        return None
    return answer["SecretString"]
