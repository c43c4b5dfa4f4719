#!/bin/sh
# Puts the functions and their packages together in .build, signs and uploads them.
#   ./build.sh BUCKET SIGNING_PROFILE    then    aws cloudformation deploy --template-file packaged.yaml --capabilities CAPABILITY_IAM ...
# The bucket has to be versioned: signing works on object versions. The SAM command line is only used because it can sign
# what it packages; the template is plain CloudFormation.
set -eu
cd "$(dirname "$0")"
bucket=${1:?usage: build.sh BUCKET SIGNING_PROFILE}
profile=${2:?usage: build.sh BUCKET SIGNING_PROFILE}

rm -rf .build
mkdir .build
cp -R template.yaml functions layers .build/

for directory in .build/functions/*/; do
    if [ -f "$directory/requirements.txt" ]; then
        pip install --quiet --require-hashes --requirement "$directory/requirements.txt" --target "$directory" \
            --only-binary=:all: --platform manylinux2014_aarch64 --implementation cp --python-version 3.13
    fi
    if [ -f "$directory/package-lock.json" ]; then
        npm ci --omit=dev --ignore-scripts --silent --prefix "$directory"
    fi
done

sign=
for name in Authorize CreateOrder GetOrder SearchProducts CreateUpload ImageProcessor OrderWorker Webhook AdminReport \
    RotateDatabase RotatePayment RotateOrigin ShopKit; do
    sign="$sign $name=$profile"
done
# shellcheck disable=SC2086 # one argument per function
sam package --template-file .build/template.yaml --s3-bucket "$bucket" --output-template-file packaged.yaml \
    --signing-profiles $sign
