package main

import (
	"context"
	"crypto/md5"
	crand "crypto/rand"
	"encoding/hex"
	"encoding/json"
	"math/rand"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"golang.org/x/crypto/bcrypt"
)

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var body struct{ Password string }
	if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	weak := md5.Sum([]byte(body.Password))
	strong, err := bcrypt.GenerateFromPassword([]byte(body.Password), bcrypt.DefaultCost)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	resetToken := rand.New(rand.NewSource(time.Now().UnixNano())).Int63()
	sessionToken := make([]byte, 16)
	if _, err := crand.Read(sessionToken); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	time.Sleep(time.Duration(rand.Intn(20)) * time.Millisecond)
	out, err := json.Marshal(map[string]any{"weak": hex.EncodeToString(weak[:]), "strong": len(strong), "reset": resetToken, "session": hex.EncodeToString(sessionToken)})
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: map[string]string{"content-type": "application/json"}, Body: string(out)}, nil
}

func main() { lambda.Start(handle) }
