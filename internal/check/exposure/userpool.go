package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// poolUsers are the types of resource through which a user pool decides who may call a route.
var poolUsers = map[string]bool{
	"AWS::ApiGateway::Authorizer": true, "AWS::ApiGatewayV2::Authorizer": true, "AWS::ApiGateway::RestApi": true,
	"AWS::ApiGatewayV2::Api": true, "AWS::AppSync::GraphQLApi": true,
	"AWS::ElasticLoadBalancingV2::Listener": true, "AWS::ElasticLoadBalancingV2::ListenerRule": true,
}

// guardOf is the resource through which a user pool decides who may call a route, nil if it decides about none.
func guardOf(p *check.Pass, pool string) *model.Resource {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if !poolUsers[r.Type] {
			continue
		}
		found := false
		r.Properties.Walk(func(_ []string, v model.Value) bool {
			for _, part := range v.Parts() {
				found = found || part.Target() == pool
			}
			return !found
		})
		if found {
			return r
		}
	}
	return nil
}
