package aws

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

func TestRestricts(t *testing.T) {
	const allow = `{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"`
	const deny = `{"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"`
	tests := []struct {
		what, statements, route string
		want                    bool
	}{
		{"open", allow + `}`, "GET /orders", false},
		{"encrypted requests of everybody", allow + `, "Condition": {"Bool": {"aws:SecureTransport": "true"}}}`, "GET /orders", false},
		{"unencrypted requests are denied", allow + `},` + deny + `, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`, "GET /orders", false},
		{"one address is shut out", allow + `},` + deny + `, "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.1"}}}`, "GET /orders", false},
		{"all but one network are shut out", allow + `},` + deny + `, "Condition": {"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}`, "GET /orders", true},
		{"all but one endpoint are shut out", allow + `},` + deny + `, "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}`, "GET /orders", true},
		{"one network is let in", allow + `, "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}`, "GET /orders", true},
		{"all but one network are let in", allow + `, "Condition": {"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}`, "GET /orders", false},
		{"one account is let in", strings.Replace(allow, `"*"`, `{"AWS": "123456789012"}`, 1) + `}`, "GET /orders", true},
		{"another path is shut out", allow + `},` + strings.Replace(deny, "execute-api:/*", "execute-api:/prod/GET/admin", 1) + `, "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}`, "GET /orders", false},
		{"this path is shut out", allow + `},` + strings.Replace(deny, "execute-api:/*", "execute-api:/prod/*/orders*", 1) + `, "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}`, "GET /orders", true},
		{"one method of it is", allow + `},` + strings.Replace(deny, "execute-api:/*", "execute-api:/prod/POST/orders", 1) + `, "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}`, "ANY /orders", false},
		{"only another path is allowed", strings.Replace(allow, "execute-api:/*", "execute-api:/prod/GET/health", 1) + `}`, "GET /orders", true},
		{"one value of it is allowed", strings.Replace(allow, "execute-api:/*", "execute-api:/prod/GET/orders/1", 1) + `}`, "GET /orders/{id}", false},
		{"by ARN", strings.Replace(allow, "execute-api:/*", "arn:aws:execute-api:eu-west-1:123456789012:abc/prod/GET/orders", 1) + `}`, "GET /orders", false},
		{"everything is denied", allow + `},` + deny + `}`, "GET /orders", true},
		{"nothing is allowed", ``, "GET /orders", false},
	}
	for _, test := range tests {
		document := model.NewString(`{"Version": "2012-10-17", "Statement": [`+test.statements+`]}`, model.Location{})
		method, path, _ := strings.Cut(test.route, " ")
		guarded, why := restricts(document, &model.Route{Method: method, Path: path})
		if _, errs := policy.Parse(document); guarded != test.want || why != "" {
			t.Errorf("%s: %v, %q (%v)", test.what, guarded, why, errs)
		}
	}
	unknown := model.NewUnknown(model.Cause{Reason: "parameter Policy has no default"}, model.Location{})
	if guarded, why := restricts(unknown, &model.Route{}); guarded || why != "parameter Policy has no default" {
		t.Errorf("an unknown policy: %v, %q", guarded, why)
	}
}
