package main

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/go-ldap/ldap/v3"
)

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	connection, err := ldap.DialURL(os.Getenv("LDAP_URL"))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	defer func() { _ = connection.Close() }()
	name := request.QueryStringParameters["name"]
	raw := fmt.Sprintf("(&(objectClass=person)(cn=%s))", name)
	safe := fmt.Sprintf("(&(objectClass=person)(cn=%s))", ldap.EscapeFilter(name))
	first, err := connection.Search(ldap.NewSearchRequest("dc=example", ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 10, 3, false, raw, nil, nil))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	second, err := connection.Search(ldap.NewSearchRequest("dc=example", ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 10, 3, false, safe, nil, nil))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: strconv.Itoa(len(first.Entries) + len(second.Entries))}, nil
}

func main() { lambda.Start(handle) }
