package least

import (
	"maps"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// vias are the services that use a customer's key in the name of who calls them, and say so in the request (AWS KMS
// Developer Guide, "AWS KMS condition keys": kms:ViaService).
var vias = map[string]bool{
	"dynamodb": true, "kinesis": true, "lambda": true, "s3": true, "secretsmanager": true, "sns": true, "sqs": true, "ssm": true,
}

// via is the service through which a need takes a key, as the request says it; absent where the code asks for the key
// itself, or not only one service does.
func (n *Need) via() model.Value {
	if !strings.HasPrefix(n.Action, "kms:") {
		return model.Value{}
	}
	service := ""
	for _, why := range n.Reasons {
		if why.Call == nil || !vias[why.Call.Service] || service != "" && service != why.Call.Service {
			return model.Value{}
		}
		service = why.Call.Service
	}
	if service == "" {
		return model.Value{}
	}
	at := n.Reasons[0].At
	return model.NewTemplate([]model.Value{
		model.NewString(service+".", at), model.NewReference(model.Ref{Attribute: "AWS::Region"}, at), model.NewString(".amazonaws.com", at),
	}, at)
}

// throughIt is a Condition element that holds for the requests of a need, absent where nothing is known of them.
func (n *Need) throughIt() model.Value {
	via := n.via()
	if via.IsAbsent() {
		return model.Value{}
	}
	return model.NewMap([]model.Field{{Key: "StringEquals", Value: model.NewMap([]model.Field{{Key: "kms:ViaService", Value: via}}, via.At)}}, via.At)
}

// asking is what a function asks for with a need.
func asking(n *Need) *policy.Query {
	via := n.via()
	if via.IsAbsent() {
		return request
	}
	r := requested
	r.Context = maps.Clone(r.Context)
	r.Context["kms:ViaService"] = policy.Values{List: []model.Value{via}}
	return r.Prepare()
}

// suits reports whether requests of a need may satisfy the conditions of a grant that are about the service in between.
func suits(n *Need, g *model.Grant) bool {
	if n.via().IsAbsent() || g.Conditions.IsAbsent() {
		return true
	}
	everywhere := []model.Value{model.NewString("*", g.At)}
	of := policy.Statement{
		Effect: model.Allow, Actions: []model.Value{model.NewString(n.Action, g.At)}, Resources: everywhere, Conditions: policy.Conditions(g.Conditions),
	}
	set := policy.Compile(policy.Policies{Identity: []policy.Document{{Version: policy.Version2012, Statements: []policy.Statement{of}}}})
	return set.EvaluateOwn(asking(n).About(n.Action, everywhere[0])).Access != policy.No
}
