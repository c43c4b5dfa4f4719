// Package archive reads archives from a bucket.
package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"io"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Read gets the archive that a record speaks of.
func Read(ctx context.Context, record events.S3EventRecord) (*zip.Reader, error) {
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := s3.NewFromConfig(settings).GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(record.S3.Bucket.Name), Key: aws.String(record.S3.Object.URLDecodedKey)})
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(data), int64(len(data)))
}
