// Package invoice writes invoices.
package invoice

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// Text is the invoice with its footer.
func Text(ctx context.Context, cfg aws.Config, amount string) (string, error) {
	out, err := ssm.NewFromConfig(cfg).GetParameter(ctx, &ssm.GetParameterInput{Name: aws.String(os.Getenv("FOOTER"))})
	if err != nil {
		return "", err
	}
	return "You owe " + amount + "\n" + aws.ToString(out.Parameter.Value), nil
}
