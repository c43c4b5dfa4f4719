#!/bin/sh
# Puts the functions and their packages together in .build and uploads them.
#   ./build.sh BUCKET    then    aws cloudformation deploy --template-file packaged.yaml --capabilities CAPABILITY_IAM ...
set -eu
cd "$(dirname "$0")"
bucket=${1:?usage: build.sh BUCKET}

rm -rf .build
mkdir .build
cp -R template.yaml functions layers .build/

for directory in .build/functions/*/; do
    if [ -f "$directory/requirements.txt" ]; then
        pip install --quiet --requirement "$directory/requirements.txt" --target "$directory"
    fi
    if [ -f "$directory/package.json" ]; then
        npm install --omit=dev --silent --prefix "$directory"
    fi
done
for layer in .build/layers/*/; do
    pip install --quiet --requirement "$layer/requirements.txt" --target "$layer/python"
done

aws cloudformation package --template-file .build/template.yaml --s3-bucket "$bucket" --output-template-file packaged.yaml
