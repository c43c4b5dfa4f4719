module archive.example

go 1.23

require (
	github.com/aws/aws-lambda-go v1.47.0
	github.com/aws/aws-sdk-go-v2 v1.32.0
	github.com/aws/aws-sdk-go-v2/config v1.28.0
	github.com/aws/aws-sdk-go-v2/feature/s3/manager v1.17.0
	github.com/aws/aws-sdk-go-v2/service/dynamodb v1.36.0
	github.com/aws/aws-sdk-go-v2/service/s3 v1.66.0
)
